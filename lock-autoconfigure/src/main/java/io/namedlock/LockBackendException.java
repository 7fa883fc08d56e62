package io.namedlock;

import java.sql.SQLException;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when the database fails while a lock is acquired, verified or released, or when
 * the registry is closed. The failure is kept as the cause.
 *
 * @since 0.1
 */
public class LockBackendException extends LockException {

	private final TransactionOutcome outcome;

	/**
	 * Creates the exception.
	 * @param lockName the lock's name
	 * @param message what happened and what to do
	 * @param cause what caused it, or {@code null} if nothing else failed
	 */
	public LockBackendException(String lockName, String message, @Nullable Throwable cause) {
		super(lockName, message, cause);
		this.outcome = TransactionOutcome.UNKNOWN;
	}

	/**
	 * The SQLState of the failure.
	 * @return the state, empty if the cause is not an {@link SQLException} or has none
	 */
	public Optional<String> sqlState() {
		return (getCause() instanceof SQLException failure) ? Optional.ofNullable(failure.getSQLState())
				: Optional.empty();
	}

	private LockBackendException(LockBackendException same, TransactionOutcome outcome) {
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
	public LockBackendException withOutcome(TransactionOutcome outcome) {
		return new LockBackendException(this, outcome);
	}

}
