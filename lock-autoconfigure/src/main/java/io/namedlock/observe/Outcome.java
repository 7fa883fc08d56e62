package io.namedlock.observe;

import java.util.Locale;

import io.namedlock.LockDeadlockException;
import io.namedlock.LockInterruptedException;
import org.jspecify.annotations.Nullable;

/**
 * How an acquisition can end.
 */
enum Outcome {

	/**
	 * With the locks.
	 */
	ACQUIRED,

	/**
	 * With locks that the thread had already.
	 */
	REENTRANT,

	/**
	 * Without them, since the time was over.
	 */
	TIMEOUT,

	/**
	 * Without them, since the wait could never end.
	 */
	DEADLOCK,

	/**
	 * Without them, since the thread was interrupted.
	 */
	INTERRUPTED,

	/**
	 * Without them, for any other reason.
	 */
	FAILED;

	static Outcome of(@Nullable Throwable failure) {
		if (failure == null) {
			return TIMEOUT;
		}
		if (failure instanceof LockDeadlockException) {
			return DEADLOCK;
		}
		boolean interrupted = failure instanceof LockInterruptedException || failure instanceof InterruptedException;
		return interrupted ? INTERRUPTED : FAILED;
	}

	String tag() {
		return name().toLowerCase(Locale.ROOT);
	}

}
