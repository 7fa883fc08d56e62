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
	 * Creates the same exception with what became of the method's transaction.
	 */
	LockException(LockException same, TransactionOutcome outcome) {
		this(same.lockName, "%s; %s".formatted(same.getMessage(), outcome.words()), same.getCause());
		setStackTrace(same.getStackTrace());
		for (Throwable suppressed : same.getSuppressed()) {
			addSuppressed(suppressed);
		}
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
