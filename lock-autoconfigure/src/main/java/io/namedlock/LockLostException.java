package io.namedlock;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a lock that should be held is not: the database gave it up with the session
 * that held it, and somebody else may hold it.
 *
 * @since 0.1
 */
public class LockLostException extends LockException {

	/**
	 * Creates the exception.
	 * @param lockName the lock's name
	 * @param message what happened and what to do
	 */
	public LockLostException(String lockName, String message) {
		super(lockName, message, null);
	}

	/**
	 * Creates the exception with its cause.
	 * @param lockName the lock's name
	 * @param message what happened and what to do
	 * @param cause what caused it
	 */
	public LockLostException(String lockName, String message, @Nullable Throwable cause) {
		super(lockName, message, cause);
	}

}
