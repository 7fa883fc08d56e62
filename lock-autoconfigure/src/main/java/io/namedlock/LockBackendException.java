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

	/**
	 * Creates the exception.
	 * @param lockName the lock's name
	 * @param message what happened and what to do
	 * @param cause what caused it, or {@code null} if nothing else failed
	 */
	public LockBackendException(String lockName, String message, @Nullable Throwable cause) {
		super(lockName, message, cause);
	}

	/**
	 * The SQLState of the failure.
	 * @return the state, empty if the cause is not an {@link SQLException} or has none
	 */
	public Optional<String> sqlState() {
		return (getCause() instanceof SQLException failure) ? Optional.ofNullable(failure.getSQLState())
				: Optional.empty();
	}

}
