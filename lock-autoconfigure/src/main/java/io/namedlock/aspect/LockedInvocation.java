package io.namedlock.aspect;

import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import io.namedlock.CurrentLock;
import io.namedlock.LockHandle;
import io.namedlock.LockNotAcquiredException;
import io.namedlock.LockRegistry;
import io.namedlock.LockRequest;
import org.jspecify.annotations.Nullable;

/**
 * The way of every locked call, proxied or woven: take the lock, run the body, release.
 * Safe for use by several threads.
 */
final class LockedInvocation {

	private final Supplier<LockRegistry> registry;

	private final TransactionScope transactions;

	LockedInvocation(Supplier<LockRegistry> registry, TransactionScope transactions) {
		this.registry = registry;
		this.transactions = transactions;
	}

	/**
	 * Runs a body with its lock, or not at all.
	 * @param operation what is done around the method
	 * @param call the call
	 * @param body the rest of the call
	 * @return the body's result, or what stands for it without the lock
	 * @throws Throwable what the body throws, or why it could not run
	 */
	@Nullable Object invoke(NamedLockOperation operation, LockCall call, CallBody body) throws Throwable {
		this.transactions.requireAllowed(call);
		LockRequest request = operation.request(call);
		LockHandle handle;
		try {
			handle = this.registry.get().acquire(request);
		}
		catch (LockNotAcquiredException ex) {
			return operation.withoutLock(call, ex);
		}
		return run(operation, call, body, new HeldLock(handle));
	}

	private @Nullable Object run(NamedLockOperation operation, LockCall call, CallBody body, HeldLock lock)
			throws Throwable {
		Object result;
		try {
			this.transactions.extend(lock);
			result = watched(operation, call, body, lock);
			if (result instanceof CompletionStage<?> stage) {
				result = LockedStage.hold(stage, lock, call.method());
			}
		}
		catch (Throwable ex) {
			throw lock.leaveAfter(ex);
		}
		lock.leave();
		return result;
	}

	private static @Nullable Object watched(NamedLockOperation operation, LockCall call, CallBody body, HeldLock lock)
			throws Throwable {
		BodyWatch watch = BodyWatch.start(lock.handle(), call, operation.attributes().onLost());
		CurrentLock current = CurrentLock.enter(lock.handle());
		try {
			return body.proceed();
		}
		finally {
			current.leave();
			watch.end();
		}
	}

}
