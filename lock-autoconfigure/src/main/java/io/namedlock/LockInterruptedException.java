package io.namedlock;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a thread is interrupted while it waits for a lock. No lock is held, and the
 * thread's interrupt flag is set.
 *
 * @since 0.1
 */
public class LockInterruptedException extends LockException {

	/**
	 * Creates the exception.
	 * @param lockName the lock's name
	 * @param message what happened and what to do
	 */
	public LockInterruptedException(String lockName, String message) {
		super(lockName, message, null);
	}

	/**
	 * Creates the exception with its cause.
	 * @param lockName the lock's name
	 * @param message what happened and what to do
	 * @param cause what caused it
	 */
	public LockInterruptedException(String lockName, String message, @Nullable Throwable cause) {
		super(lockName, message, cause);
	}

}
