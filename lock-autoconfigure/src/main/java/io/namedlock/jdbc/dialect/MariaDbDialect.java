package io.namedlock.jdbc.dialect;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.SQLException;

/**
 * Named locks of MariaDB 10.0.2 and later, whose {@code GET_LOCK} takes fractions of a
 * second.
 */
final class MariaDbDialect extends GetLockDialect {

	private static final int DEADLOCK = 1213;

	MariaDbDialect(DatabaseVersion server) {
		super(server, MySqlFamily.NO_STATEMENT_TIME_LIMIT);
	}

	@Override
	BigDecimal seconds(long nanos) {
		// https://mariadb.com/kb/en/get_lock/
		return BigDecimal.valueOf(nanos, 9).setScale(6, RoundingMode.CEILING);
	}

	@Override
	public boolean isDeadlock(SQLException failure) {
		// https://mariadb.com/kb/en/mariadb-error-codes/
		return failure.getErrorCode() == DEADLOCK;
	}

}
