package io.namedlock.aspect;

import java.lang.reflect.Method;

import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;

/**
 * Takes the locks of methods that are called through a proxy. Safe for use by several
 * threads.
 */
final class NamedLockInterceptor implements MethodInterceptor {

	/**
	 * The call of this thread that has its lock through a proxy and has not reached its
	 * method yet.
	 */
	private static final ThreadLocal<@Nullable MethodInvocation> UNDERWAY = new ThreadLocal<>();

	private final LockedInvocation invocation;

	NamedLockInterceptor(LockedInvocation invocation) {
		this.invocation = invocation;
	}

	@Override
	public @Nullable Object invoke(MethodInvocation proxied) throws Throwable {
		return this.invocation.invoke(proxied.getMethod(), proxied.getThis(), proxied.getArguments(),
				() -> proceed(proxied));
	}

	private static @Nullable Object proceed(MethodInvocation proxied) throws Throwable {
		MethodInvocation outer = UNDERWAY.get();
		UNDERWAY.set(proxied);
		try {
			return proxied.proceed();
		}
		finally {
			if (outer != null) {
				UNDERWAY.set(outer);
			}
			else {
				UNDERWAY.remove();
			}
		}
	}

	/**
	 * Ends the way of this thread's proxied call if it leads to a woven method, which has
	 * its lock then and only has to proceed. A call of the same method from within the
	 * body is another one.
	 * @param target the object that the woven method is called on
	 * @param method the woven method
	 * @return whether the proxied call has arrived
	 */
	static boolean arrive(@Nullable Object target, Method method) {
		MethodInvocation proxied = UNDERWAY.get();
		if (proxied == null || target == null || proxied.getThis() != target) {
			return false;
		}
		Class<?> type = AopUtils.getTargetClass(target);
		boolean arrived = AopUtils.getMostSpecificMethod(proxied.getMethod(), type)
			.equals(AopUtils.getMostSpecificMethod(method, type));
		if (arrived) {
			UNDERWAY.remove();
		}
		return arrived;
	}

}
