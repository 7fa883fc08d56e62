package io.namedlock;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a lock name cannot be used: it is null, blank or has control characters, or
 * a part of its template has no usable value.
 *
 * @since 0.1
 */
public class InvalidLockNameException extends LockException {

	/**
	 * Creates the exception.
	 * @param lockName the lock's name
	 * @param message what happened and what to do
	 */
	public InvalidLockNameException(String lockName, String message) {
		super(lockName, message, null);
	}

	/**
	 * Creates the exception with its cause.
	 * @param lockName the lock's name
	 * @param message what happened and what to do
	 * @param cause what caused it
	 */
	public InvalidLockNameException(String lockName, String message, @Nullable Throwable cause) {
		super(lockName, message, cause);
	}

}
