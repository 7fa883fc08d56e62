package io.namedlock.jdbc.dialect;

import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

import io.namedlock.LockMode;
import io.namedlock.core.LockKey;

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

	MySqlDialect(String version) {
		super("MySQL", version);
	}

	/**
	 * See <a href=
	 * "https://dev.mysql.com/doc/refman/8.4/en/server-system-variables.html#sysvar_max_execution_time">the
	 * manual</a>.
	 */
	@Override
	String noStatementTimeLimit() {
		return ", max_execution_time = 0";
	}

	/**
	 * See <a href=
	 * "https://dev.mysql.com/doc/refman/8.4/en/optimizer-hints.html#optimizer-hints-execution-time">the
	 * manual</a>; the hint takes a literal only.
	 */
	@Override
	public String acquire(LockKey key, LockMode mode, long nanos) {
		long millis = TimeUnit.NANOSECONDS.toMillis(nanos + 999_999);
		long seconds = TimeUnit.MILLISECONDS.toSeconds(millis) + 1;
		return "SELECT /*+ MAX_EXECUTION_TIME(%d) */ CONNECTION_ID(), GET_LOCK(%s, %d)".formatted(millis, literal(key),
				seconds);
	}

	/**
	 * See <a href=
	 * "https://dev.mysql.com/doc/mysql-errors/8.4/en/server-error-reference.html#error_er_user_lock_deadlock">the
	 * manual</a>.
	 */
	@Override
	public boolean isDeadlock(SQLException failure) {
		return failure.getErrorCode() == USER_LOCK_DEADLOCK;
	}

	/**
	 * See <a href=
	 * "https://dev.mysql.com/doc/mysql-errors/8.4/en/server-error-reference.html#error_er_query_timeout">the
	 * manual</a>.
	 */
	@Override
	public boolean isUndecided(SQLException failure) {
		return failure.getErrorCode() == STATEMENT_TIME_EXCEEDED || super.isUndecided(failure);
	}

}
