package io.namedlock.observe;

import java.util.Locale;

import io.namedlock.LockDeadlockException;
import io.namedlock.LockInterruptedException;
import org.jspecify.annotations.Nullable;

/**
 * How an acquisition can end: with the locks, with locks that the thread had already, or
 * without them. {@link #FAILED} is any other reason.
 */
enum Outcome {

	ACQUIRED, REENTRANT, TIMEOUT, DEADLOCK, INTERRUPTED, FAILED;

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
