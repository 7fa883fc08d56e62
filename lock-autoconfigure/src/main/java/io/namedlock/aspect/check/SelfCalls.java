package io.namedlock.aspect.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

import io.namedlock.aspect.template.MethodNames;
import org.jspecify.annotations.Nullable;
import org.springframework.asm.ClassReader;
import org.springframework.asm.ClassVisitor;
import org.springframework.asm.Handle;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.Opcodes;
import org.springframework.asm.SpringAsmInfo;
import org.springframework.asm.Type;
import org.springframework.util.ClassUtils;

/**
 * Finds the methods of a class that call annotated ones on {@code this}, past any proxy.
 */
final class SelfCalls extends ClassVisitor {

	private final Class<?> type;

	private final Collection<Method> annotated;

	private final Set<String> found = new LinkedHashSet<>();

	private SelfCalls(Class<?> type, Collection<Method> annotated) {
		super(SpringAsmInfo.ASM_VERSION);
		this.type = type;
		this.annotated = annotated;
	}

	/**
	 * Tells each call of one of the annotated methods, with its caller, in words.
	 */
	static Set<String> find(Class<?> type, Collection<Method> annotated) {
		SelfCalls calls = new SelfCalls(type, annotated);
		try (InputStream code = type.getResourceAsStream(ClassUtils.getClassFileName(type))) {
			if (code != null && !annotated.isEmpty()) {
				new ClassReader(code).accept(calls, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
			}
			return calls.found;
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The class file of " + type + " cannot be read", ex);
		}
	}

	/**
	 * Passes by what is static and so has no {@code this}: its first variable may well be
	 * another object of the class, as it is in a lambda that takes one.
	 */
	@Override
	public @Nullable MethodVisitor visitMethod(int access, String name, String descriptor, String signature,
			String[] exceptions) {
		return ((access & Opcodes.ACC_STATIC) != 0) ? null : new SelfCallVisitor(name);
	}

	private void called(String caller, String called) {
		for (Method method : this.annotated) {
			if (called.equals(method.getName() + Type.getMethodDescriptor(method))) {
				this.found.add("%s.%s calls %s".formatted(this.type.getName(), readable(caller),
						MethodNames.signature(method)));
			}
		}
	}

	/**
	 * The name that a user knows: {@code lambda$name$0} is a part of {@code name}.
	 */
	private static String readable(String caller) {
		return caller.startsWith("lambda$") ? caller.split("\\$")[1] : caller;
	}

	/**
	 * Reads one method and tells the methods of its own class that it calls on
	 * {@code this}. It follows a statement at a time: {@code this} must be on the stack,
	 * and no other object of the class, such as a proxy of it in a field.
	 */
	private final class SelfCallVisitor extends MethodVisitor {

		private final String owner = Type.getInternalName(SelfCalls.this.type);

		private final String caller;

		private boolean thisJustLoaded;

		private boolean thisOnStack;

		private boolean otherOnStack;

		SelfCallVisitor(String caller) {
			super(SpringAsmInfo.ASM_VERSION);
			this.caller = caller;
		}

		@Override
		public void visitVarInsn(int opcode, int variable) {
			settle();
			this.thisJustLoaded = opcode == Opcodes.ALOAD && variable == 0;
			if (opcode >= Opcodes.ISTORE && opcode <= Opcodes.ASTORE) {
				endStatement();
			}
		}

		@Override
		public void visitFieldInsn(int opcode, String fieldOwner, String name, String descriptor) {
			if (opcode == Opcodes.GETFIELD) {
				this.thisJustLoaded = false;
			}
			settle();
			pushed(descriptor);
			if (opcode == Opcodes.PUTFIELD || opcode == Opcodes.PUTSTATIC) {
				endStatement();
			}
		}

		@Override
		public void visitMethodInsn(int opcode, String methodOwner, String name, String descriptor,
				boolean isInterface) {
			settle();
			ifOnThis(methodOwner, name, descriptor);
			pushed(Type.getReturnType(descriptor).getDescriptor());
			if (Type.getReturnType(descriptor) == Type.VOID_TYPE) {
				endStatement();
			}
		}

		@Override
		public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
			settle();
			for (Object argument : arguments) {
				if (argument instanceof Handle handle) {
					ifOnThis(handle.getOwner(), handle.getName(), handle.getDesc());
				}
			}
		}

		@Override
		public void visitInsn(int opcode) {
			settle();
			if (opcode == Opcodes.POP || opcode == Opcodes.POP2
					|| (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) || opcode == Opcodes.ATHROW) {
				endStatement();
			}
		}

		private void ifOnThis(String methodOwner, String name, String descriptor) {
			if (methodOwner.equals(this.owner) && this.thisOnStack && !this.otherOnStack) {
				SelfCalls.this.called(this.caller, name + descriptor);
			}
		}

		private void pushed(String descriptor) {
			this.otherOnStack |= descriptor.equals("L" + this.owner + ";");
		}

		private void settle() {
			this.thisOnStack |= this.thisJustLoaded;
			this.thisJustLoaded = false;
		}

		private void endStatement() {
			this.thisOnStack = false;
			this.otherOnStack = false;
		}

	}

}
