package io.namedlock;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a lock could not be had: not within the wait time, or never
 * ({@link LockDeadlockException}). What was to run under the lock has not run.
 *
 * @since 0.1
 */
public class LockNotAcquiredException extends LockException {

	/**
	 * Creates the exception.
	 * @param lockName the lock's name
	 * @param message what happened and what to do
	 */
	public LockNotAcquiredException(String lockName, String message) {
		super(lockName, message, null);
	}

	/**
	 * Creates the exception with its cause.
	 * @param lockName the lock's name
	 * @param message what happened and what to do
	 * @param cause what caused it
	 */
	public LockNotAcquiredException(String lockName, String message, @Nullable Throwable cause) {
		super(lockName, message, cause);
	}

}
