package io.namedlock;

import org.jspecify.annotations.Nullable;

/**
 * Thrown at once when waiting for a lock could never end, because its holder waits,
 * itself or through others, for a lock of the one who asks. The order in which the
 * application takes its locks is at fault: the same may happen each time.
 *
 * @since 0.1
 */
public class LockDeadlockException extends LockNotAcquiredException {

	/**
	 * Creates the exception.
	 * @param lockName the lock's name
	 * @param message what happened and what to do
	 */
	public LockDeadlockException(String lockName, String message) {
		super(lockName, message);
	}

	/**
	 * Creates the exception with its cause.
	 * @param lockName the lock's name
	 * @param message what happened and what to do
	 * @param cause what caused it
	 */
	public LockDeadlockException(String lockName, String message, @Nullable Throwable cause) {
		super(lockName, message, cause);
	}

}
