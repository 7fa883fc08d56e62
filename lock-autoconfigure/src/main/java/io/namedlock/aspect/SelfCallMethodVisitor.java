package io.namedlock.aspect;

import java.util.function.Consumer;

import org.springframework.asm.Handle;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.Opcodes;
import org.springframework.asm.SpringAsmInfo;
import org.springframework.asm.Type;

/**
 * Reads one method and tells the methods of its own class that it calls on {@code this}.
 * It follows a statement at a time: {@code this} must be on the stack, and no other
 * object of the class, such as a proxy of it in a field.
 */
final class SelfCallMethodVisitor extends MethodVisitor {

	private final String owner;

	private final Consumer<String> calls;

	private boolean thisJustLoaded;

	private boolean thisOnStack;

	private boolean otherOnStack;

	SelfCallMethodVisitor(String owner, Consumer<String> calls) {
		super(SpringAsmInfo.ASM_VERSION);
		this.owner = owner;
		this.calls = calls;
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
	public void visitMethodInsn(int opcode, String methodOwner, String name, String descriptor, boolean isInterface) {
		settle();
		called(methodOwner, name, descriptor);
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
				called(handle.getOwner(), handle.getName(), handle.getDesc());
			}
		}
	}

	@Override
	public void visitInsn(int opcode) {
		settle();
		if (opcode == Opcodes.POP || opcode == Opcodes.POP2 || (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN)
				|| opcode == Opcodes.ATHROW) {
			endStatement();
		}
	}

	private void called(String methodOwner, String name, String descriptor) {
		if (methodOwner.equals(this.owner) && this.thisOnStack && !this.otherOnStack) {
			this.calls.accept(name + descriptor);
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
