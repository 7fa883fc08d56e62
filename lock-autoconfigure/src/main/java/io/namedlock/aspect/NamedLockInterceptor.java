package io.namedlock.aspect;

import java.lang.reflect.Method;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import io.namedlock.CurrentLock;
import io.namedlock.LockBackendException;
import io.namedlock.LockDeadlockException;
import io.namedlock.LockHandle;
import io.namedlock.LockLostException;
import io.namedlock.LockNotAcquiredException;
import io.namedlock.LockRegistry;
import io.namedlock.LockRequest;
import io.namedlock.TransactionOutcome;
import io.namedlock.aspect.hold.HeldLock;
import io.namedlock.aspect.hold.LockedStage;
import io.namedlock.aspect.hold.TransactionScope;
import io.namedlock.aspect.operation.NamedLockOperation;
import io.namedlock.aspect.operation.NamedLockOperationSource;
import io.namedlock.aspect.template.Invocation;
import io.namedlock.aspect.template.MethodNames;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;

/**
 * The way of every locked method, proxied or woven: take the lock, run the body, release.
 * Safe for use by several threads.
 */
final class NamedLockInterceptor implements MethodInterceptor {

	/**
	 * The call of this thread that has its lock through a proxy and has not reached its
	 * method yet.
	 */
	private static final ThreadLocal<@Nullable MethodInvocation> UNDERWAY = new ThreadLocal<>();

	private static final Log logger = LogFactory.getLog(NamedLockInterceptor.class);

	/**
	 * The methods of which a deadlock was told.
	 */
	private final Set<Method> deadlocked = ConcurrentHashMap.newKeySet();

	private final NamedLockOperationSource operations;

	private final Supplier<LockRegistry> registry;

	private final TransactionScope transactions;

	NamedLockInterceptor(NamedLockOperationSource operations, Supplier<LockRegistry> registry,
			TransactionScope transactions) {
		this.operations = operations;
		this.registry = registry;
		this.transactions = transactions;
	}

	@Override
	public @Nullable Object invoke(MethodInvocation proxied) throws Throwable {
		return invokeLocked(proxied.getMethod(), proxied.getThis(), proxied.getArguments(), () -> proceed(proxied));
	}

	/**
	 * Runs a method with its lock, or not at all.
	 * @param target the object it was called on, or {@code null} if it is static
	 * @param body the rest of the way to the method
	 * @return the method's result, or what stands for it without the lock
	 * @throws Throwable what the method throws, or why it could not run
	 */
	@Nullable Object invokeLocked(Method method, @Nullable Object target, @Nullable Object[] args, Body body) throws Throwable {
		Class<?> targetClass = (target != null) ? AopUtils.getTargetClass(target) : method.getDeclaringClass();
		NamedLockOperation operation = this.operations.get(method, targetClass);
		if (operation == null) {
			return body.proceed();
		}
		Invocation invocation = new Invocation(operation.method(), target, targetClass, args);
		this.transactions.requireAllowed(invocation);
		// The name is kept: the body may change the arguments it was made of
		LockRequest request = operation.request(invocation);
		LockHandle handle;
		try {
			handle = this.registry.get().acquire(request);
		}
		catch (LockNotAcquiredException ex) {
			warnOfDeadlock(operation, ex);
			return operation.withoutLock(invocation, ex);
		}
		catch (LockBackendException ex) {
			throw ex.withOutcome(TransactionOutcome.NONE);
		}
		catch (LockLostException ex) {
			throw ex.withOutcome(TransactionOutcome.NONE);
		}
		HeldLock lock = new HeldLock(handle);
		Object result;
		try {
			this.transactions.extend(lock);
			result = run(body, lock, operation);
			if (result instanceof CompletionStage<?> stage) {
				result = LockedStage.hold(stage, lock, operation.method());
			}
		}
		catch (Throwable ex) {
			throw lock.releaseAfterFailure(ex);
		}
		lock.releaseAfterSuccess();
		return result;
	}

	private static @Nullable Object run(Body body, HeldLock lock, NamedLockOperation operation) throws Throwable {
		LockHandle handle = lock.handle();
		BodyWatch watch = new BodyWatch(handle.name(), operation.method(), operation.attributes().onLost());
		handle.onLost(watch);
		CurrentLock current = CurrentLock.enter(handle);
		try {
			return body.proceed();
		}
		finally {
			current.leave();
			watch.end();
			lock.ended(current.outcome());
		}
	}

	/**
	 * A caller that goes on without the lock would never see that the code has a mistake.
	 */
	private void warnOfDeadlock(NamedLockOperation operation, LockNotAcquiredException unavailable) {
		if (unavailable instanceof LockDeadlockException && operation.goesOnWithoutLock()
				&& this.deadlocked.add(operation.method())) {
			logger.warn("%s did not run because of a deadlock, which is told once a method: %s"
				.formatted(MethodNames.describe(operation.method()), unavailable.getMessage()));
		}
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

	/**
	 * What runs while the lock is held: the method, and the advice between it and the
	 * lock.
	 */
	@FunctionalInterface
	interface Body {

		@Nullable Object proceed() throws Throwable;

	}

}
