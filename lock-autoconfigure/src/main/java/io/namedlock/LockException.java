package io.namedlock;

import org.jspecify.annotations.Nullable;

/**
 * The parent of what this library throws about locks.
 *
 * @since 0.1
 */
public abstract class LockException extends RuntimeException {

	private final String lockName;

	LockException(String lockName, String message, @Nullable Throwable cause) {
		super(message, cause);
		this.lockName = lockName;
	}

	/**
	 * The lock in question.
	 * @return its name as the application gave it; of several locks, their names with
	 * commas between them
	 */
	public String lockName() {
		return this.lockName;
	}

}
