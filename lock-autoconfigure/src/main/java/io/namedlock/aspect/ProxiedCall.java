package io.namedlock.aspect;

import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;

/**
 * A call that has its lock through a proxy and has not reached its method yet. Where the
 * method is woven too, it finds out here that it only has to proceed; a call of the same
 * method from within the body is another one.
 */
final class ProxiedCall {

	private static final ThreadLocal<@Nullable ProxiedCall> CURRENT = new ThreadLocal<>();

	private final @Nullable Object target;

	private final Method method;

	private ProxiedCall(LockCall call) {
		this.target = call.target();
		this.method = call.method();
	}

	static @Nullable Object proceed(LockCall call, CallBody body) throws Throwable {
		ProxiedCall outer = CURRENT.get();
		CURRENT.set(new ProxiedCall(call));
		try {
			return body.proceed();
		}
		finally {
			restore(outer);
		}
	}

	/**
	 * Whether a woven method is entered by the proxied call of this thread, which counts
	 * as arrived from then on.
	 */
	static boolean arrives(@Nullable Object target, Method method) {
		ProxiedCall current = CURRENT.get();
		boolean arrived = current != null && current.target == target && current.method.equals(method);
		if (arrived) {
			CURRENT.remove();
		}
		return arrived;
	}

	private static void restore(@Nullable ProxiedCall outer) {
		if (outer != null) {
			CURRENT.set(outer);
		}
		else {
			CURRENT.remove();
		}
	}

}
