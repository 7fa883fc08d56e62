package io.namedlock.jdbc;

import java.sql.SQLException;

import io.namedlock.LockBackendException;
import io.namedlock.LockDeadlockException;
import io.namedlock.core.LockKey;
import io.namedlock.jdbc.dialect.NamedLockDialect;

/**
 * What is said when a database refuses something, and its session goes on.
 */
final class SessionFailures {

	private final NamedLockDialect dialect;

	SessionFailures(NamedLockDialect dialect) {
		this.dialect = dialect;
	}

	LockDeadlockException deadlock(LockKey key, SQLException cause) {
		return new LockDeadlockException(key.name(),
				("Waiting for lock '%s' could never end: %s says that its holder"
						+ " waits for this session. Take locks in one order everywhere.")
					.formatted(key.name(), this.dialect.description()),
				cause);
	}

	LockBackendException refused(LockKey key, String reason, SQLException cause) {
		return new LockBackendException(key.name(), "Lock '%s' is refused: %s says '%s' (SQLState %s). %s"
			.formatted(key.name(), this.dialect.description(), cause.getMessage(), cause.getSQLState(), reason), cause);
	}

	LockBackendException noToken(LockKey key, SQLException cause) {
		return new LockBackendException(key.name(),
				("No fencing token could be drawn for lock '%s': %s says '%s'"
						+ " (SQLState %s). Fencing needs this table, to read and to write: %s")
					.formatted(key.name(), this.dialect.description(), cause.getMessage(), cause.getSQLState(),
							this.dialect.token().table()),
				cause);
	}

}
