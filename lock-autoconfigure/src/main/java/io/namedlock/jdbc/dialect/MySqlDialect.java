package io.namedlock.jdbc.dialect;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

import io.namedlock.LockMode;

/**
 * Named locks of MySQL 5.7 and later.
 * <p>
 * {@code GET_LOCK} rounds its timeout to whole seconds, so an exact wait is a longer one
 * that a limit on the statement's time cuts off. Like every time-out that is not
 * {@code GET_LOCK}'s own, it may race the grant.
 */
final class MySqlDialect extends GetLockDialect {

	private static final int STATEMENT_TIME_EXCEEDED = 3024;

	private static final int USER_LOCK_DEADLOCK = 3058;

	MySqlDialect(DatabaseVersion server) {
		super(server, MySqlFamily.NO_EXECUTION_TIME_LIMIT);
	}

	@Override
	public String acquire(LockMode mode, long nanos) {
		// The hint takes a literal only
		// https://dev.mysql.com/doc/refman/8.4/en/optimizer-hints.html#optimizer-hints-execution-time
		return "SELECT /*+ MAX_EXECUTION_TIME(%d) */ CONNECTION_ID(), %s".formatted(millis(nanos), getLock("?"));
	}

	@Override
	BigDecimal seconds(long nanos) {
		return BigDecimal.valueOf(TimeUnit.MILLISECONDS.toSeconds(millis(nanos)) + 1);
	}

	private static long millis(long nanos) {
		return TimeUnit.NANOSECONDS.toMillis(nanos + 999_999);
	}

	@Override
	public boolean isDeadlock(SQLException failure) {
		// https://dev.mysql.com/doc/mysql-errors/8.4/en/server-error-reference.html#error_er_user_lock_deadlock
		return failure.getErrorCode() == USER_LOCK_DEADLOCK;
	}

	@Override
	public boolean isUndecided(SQLException failure) {
		// https://dev.mysql.com/doc/mysql-errors/8.4/en/server-error-reference.html#error_er_query_timeout
		return failure.getErrorCode() == STATEMENT_TIME_EXCEEDED || super.isUndecided(failure);
	}

}
