package io.namedlock.aspect.operation;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;

import io.namedlock.LockNotAcquiredException;
import io.namedlock.aspect.template.Invocation;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ReflectionUtils;

/**
 * The method that is called instead of one whose lock cannot be had.
 */
final class FallbackMethod {

	private final Method method;

	private final boolean takesException;

	private FallbackMethod(Method method, boolean takesException) {
		this.method = method;
		this.takesException = takesException;
		ReflectionUtils.makeAccessible(method);
	}

	static @Nullable FallbackMethod find(String name, Method locked, Class<?> targetClass) {
		Class<?>[] same = locked.getParameterTypes();
		Class<?>[] withException = Arrays.copyOf(same, same.length + 1);
		withException[same.length] = LockNotAcquiredException.class;
		FallbackMethod richer = find(name, withException, true, locked, targetClass);
		return (richer != null) ? richer : find(name, same, false, locked, targetClass);
	}

	private static @Nullable FallbackMethod find(String name, Class<?>[] parameterTypes, boolean takesException,
			Method locked, Class<?> targetClass) {
		Method found = ReflectionUtils.findMethod(targetClass, name, parameterTypes);
		boolean fits = found != null && !found.equals(locked) && found.getReturnType() == locked.getReturnType()
				&& (Modifier.isStatic(found.getModifiers()) || !Modifier.isStatic(locked.getModifiers()));
		return (found != null && fits) ? new FallbackMethod(found, takesException) : null;
	}

	Method method() {
		return this.method;
	}

	@Nullable Object invoke(Invocation invocation, LockNotAcquiredException unavailable) throws Throwable {
		try {
			return this.method.invoke(invocation.target(), arguments(invocation, unavailable));
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

	private @Nullable Object[] arguments(Invocation invocation, LockNotAcquiredException unavailable) {
		if (!this.takesException) {
			return invocation.args();
		}
		@Nullable Object[] arguments = Arrays.copyOf(invocation.args(), invocation.args().length + 1);
		arguments[invocation.args().length] = unavailable;
		return arguments;
	}

}
