package io.namedlock.aspect.template;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * How methods are called in messages.
 */
public final class MethodNames {

	private MethodNames() {
	}

	/**
	 * A method as messages show it.
	 */
	public static String describe(Method method) {
		return method.getDeclaringClass().getName() + "." + signature(method);
	}

	/**
	 * A method without its class.
	 */
	public static String signature(Method method) {
		return Arrays.stream(method.getParameterTypes())
			.map(Class::getSimpleName)
			.collect(Collectors.joining(", ", method.getName() + "(", ")"));
	}

}
