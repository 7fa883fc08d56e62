package io.namedlock.aspect;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * How methods are called in messages.
 */
final class MethodNames {

	private MethodNames() {
	}

	static String describe(Method method) {
		return method.getDeclaringClass().getName() + "." + signature(method);
	}

	static String signature(Method method) {
		return Arrays.stream(method.getParameterTypes())
			.map(Class::getSimpleName)
			.collect(Collectors.joining(", ", method.getName() + "(", ")"));
	}

}
