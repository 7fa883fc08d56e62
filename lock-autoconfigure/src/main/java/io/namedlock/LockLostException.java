package io.namedlock;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a lock that should be held is not: the database gave it up with the session
 * that held it, and somebody else may hold it.
 *
 * @since 0.1
 */
public class LockLostException extends LockException {

	private final TransactionOutcome outcome;

	/**
	 * Creates the exception.
	 * @param lockName the lock's name
	 * @param message what happened and what to do
	 */
	public LockLostException(String lockName, String message) {
		super(lockName, message, null);
		this.outcome = TransactionOutcome.UNKNOWN;
	}

	/**
	 * Creates the exception with its cause.
	 * @param lockName the lock's name
	 * @param message what happened and what to do
	 * @param cause what caused it
	 */
	public LockLostException(String lockName, String message, @Nullable Throwable cause) {
		super(lockName, message, cause);
		this.outcome = TransactionOutcome.UNKNOWN;
	}

	private LockLostException(LockLostException same, TransactionOutcome outcome) {
		super(same, outcome);
		this.outcome = outcome;
	}

	/**
	 * What became of the transaction of the locked method that ends with this exception.
	 * @return the outcome; {@link TransactionOutcome#UNKNOWN} where the lock was not
	 * taken for a method
	 */
	public TransactionOutcome outcome() {
		return this.outcome;
	}

	/**
	 * The same exception for the caller of a locked method.
	 * @param outcome what became of the method's transaction
	 * @return an exception that tells it, in its message too
	 */
	public LockLostException withOutcome(TransactionOutcome outcome) {
		return new LockLostException(this, outcome);
	}

}
