package io.namedlock.core;

import io.namedlock.LockBackendException;
import io.namedlock.LockDeadlockException;
import io.namedlock.LockNotAcquiredException;

/**
 * What those are told who do not get a lock.
 */
final class Refusals {

	private Refusals() {
	}

	static LockNotAcquiredException notAcquired(String name, Deadline deadline, String holder) {
		return new LockNotAcquiredException(name,
				"Lock '%s' was not acquired within %d ms: %s. Wait longer, or do less while it is held".formatted(name,
						deadline.elapsedNanos() / 1_000_000, holder));
	}

	static LockDeadlockException deadlock(Waiter waiter) {
		return new LockDeadlockException(waiter.name(),
				("Waiting for lock '%s' would never end: its owner waits, itself or through"
						+ " others, for a lock of thread '%s'. Take both in one request"
						+ " (LockRequest.ofAll, or a repeated @NamedLock), or always in the same order")
					.formatted(waiter.name(), waiter.thread().getName()));
	}

	static LockDeadlockException upgrade(Waiter waiter) {
		return new LockDeadlockException(waiter.name(),
				("Waiting for lock '%s' in exclusive mode would never end: thread '%s' itself holds it in shared"
						+ " mode. Take it in exclusive mode from the start, or give the shared one back before")
					.formatted(waiter.name(), waiter.thread().getName()));
	}

	static LockBackendException closed(Waiter waiter) {
		return new LockBackendException(waiter.name(),
				"Lock '%s' was not acquired because the lock registry is closed or closing".formatted(waiter.name()),
				null);
	}

}
