package io.namedlock.aspect;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.asm.ClassReader;
import org.springframework.asm.ClassVisitor;
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
	 * Reads a class.
	 * @param type the class
	 * @param annotated its annotated methods
	 * @return for each call the two methods, in words
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
		return ((access & Opcodes.ACC_STATIC) != 0) ? null
				: new SelfCallMethodVisitor(Type.getInternalName(this.type), (called) -> called(name, called));
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

}
