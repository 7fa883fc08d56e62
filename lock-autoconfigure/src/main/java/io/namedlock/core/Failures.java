package io.namedlock.core;

import io.namedlock.LockBackendException;
import io.namedlock.LockConfigurationException;
import io.namedlock.LockDeadlockException;
import io.namedlock.LockInterruptedException;
import io.namedlock.LockLostException;
import io.namedlock.LockMode;
import io.namedlock.LockNotAcquiredException;
import io.namedlock.LockRequest;

/**
 * What is thrown to those who do not get a lock, or lose it: all such texts of this
 * package.
 */
final class Failures {

	// When a lock was lost

	static final String REGISTRY_CLOSED = "when the registry was closed";

	static final String WHILE_SHARED = "while others of this JVM shared it";

	static final String WHILE_HELD = "while this thread held it";

	private Failures() {
	}

	static LockNotAcquiredException notAcquired(String name, Deadline deadline, String holder) {
		return new LockNotAcquiredException(name,
				"Lock '%s' was not acquired within %d ms: %s. Wait longer, or do less while it is held".formatted(name,
						millis(deadline), holder));
	}

	static LockInterruptedException interrupted(String name, Deadline deadline, InterruptedException cause) {
		return new LockInterruptedException(name, "Thread '%s' was interrupted after %d ms while it acquired lock '%s'"
			.formatted(Thread.currentThread().getName(), millis(deadline), name), cause);
	}

	static LockDeadlockException deadlock(Waiter waiter) {
		return new LockDeadlockException(waiter.name(),
				("Waiting for lock '%s' would never end: its owner waits, itself or through others, for a lock"
						+ " of thread '%s'. Take both in one request (LockRequest.ofAll, or a repeated"
						+ " @NamedLock), or always in the same order")
					.formatted(waiter.name(), waiter.thread().getName()));
	}

	static LockDeadlockException upgrade(Waiter waiter) {
		return new LockDeadlockException(waiter.name(),
				("Waiting for lock '%s' in exclusive mode would never end: thread '%s' itself holds it in"
						+ " shared mode. Take it in exclusive mode from the start, or give the shared one back"
						+ " before")
					.formatted(waiter.name(), waiter.thread().getName()));
	}

	static LockBackendException closed(Waiter waiter) {
		return new LockBackendException(waiter.name(),
				"Lock '%s' was not acquired because the lock registry is closed or closing".formatted(waiter.name()),
				null);
	}

	static LockConfigurationException unsupported(LockRequest request, String backend) {
		LockMode mode = request.mode();
		return new LockConfigurationException(
				"Lock '%s' was requested in mode %s, which the backend (%s) does not have.".formatted(request, mode,
						backend),
				"Take it in exclusive mode");
	}

	static LockLostException lost(String name, String when) {
		return new LockLostException(name, lostText(name, when));
	}

	static LockLostException closedHandle(String name) {
		return new LockLostException(name, "Lock '%s' is not held: its handle was closed".formatted(name));
	}

	static String lostText(String name, String when) {
		return "Lock '%s' was lost %s; another owner may have held it since".formatted(name, when);
	}

	private static long millis(Deadline deadline) {
		return deadline.elapsedNanos() / 1_000_000;
	}

}
