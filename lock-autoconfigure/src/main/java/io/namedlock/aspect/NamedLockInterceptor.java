package io.namedlock.aspect;

import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;

/**
 * Takes the locks around the calls of a proxy.
 */
final class NamedLockInterceptor implements MethodInterceptor {

	private final NamedLockOperationSource operations;

	private final LockedInvocation invocation;

	NamedLockInterceptor(NamedLockOperationSource operations, LockedInvocation invocation) {
		this.operations = operations;
		this.invocation = invocation;
	}

	@Override
	public @Nullable Object invoke(MethodInvocation proxied) throws Throwable {
		Object target = proxied.getThis();
		Class<?> targetClass = (target != null) ? AopUtils.getTargetClass(target)
				: proxied.getMethod().getDeclaringClass();
		NamedLockOperation operation = this.operations.get(proxied.getMethod(), targetClass);
		if (operation == null) {
			return proxied.proceed();
		}
		LockCall call = new LockCall(operation.method(), target, targetClass, proxied.getArguments());
		return this.invocation.invoke(operation, call, () -> ProxiedCall.proceed(call, proxied::proceed));
	}

}
