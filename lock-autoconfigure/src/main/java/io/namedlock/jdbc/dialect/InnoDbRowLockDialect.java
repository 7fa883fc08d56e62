package io.namedlock.jdbc.dialect;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * What MySQL and MariaDB share: row locks of InnoDB.
 */
abstract class InnoDbRowLockDialect extends StandardRowLockDialect {

	private static final int LOCK_WAIT_TIMEOUT = 1205;

	private static final int NOWAIT = 3572;

	private static final int STATEMENT_TIME_EXCEEDED = 3024;

	private static final int MARIADB_STATEMENT_TIME_EXCEEDED = 1969;

	private static final int DEADLOCK = 1213;

	private static final int QUERY_INTERRUPTED = 1317;

	InnoDbRowLockDialect(String description, String answer) {
		super(description, answer,
				Set.of(LOCK_WAIT_TIMEOUT, NOWAIT, STATEMENT_TIME_EXCEEDED, MARIADB_STATEMENT_TIME_EXCEEDED),
				Set.of(DEADLOCK, QUERY_INTERRUPTED));
	}

	@Override
	public List<ServerCondition> conditions() {
		return ServerCondition.ofMySql();
	}

	/**
	 * Row-based replication, which {@code READ COMMITTED} would need, is not for us to
	 * demand. See <a href=
	 * "https://dev.mysql.com/doc/refman/8.4/en/innodb-transaction-isolation-levels.html">MySQL</a>.
	 */
	@Override
	public int isolation() {
		return Connection.TRANSACTION_REPEATABLE_READ;
	}

	/**
	 * See <a href=
	 * "https://dev.mysql.com/doc/refman/8.4/en/server-system-variables.html#sysvar_wait_timeout">MySQL</a>,
	 * <a href=
	 * "https://mariadb.com/kb/en/server-system-variables/#wait_timeout">MariaDB</a>.
	 */
	@Override
	public String setUp(Duration deadHolderTimeout) {
		return "SET SESSION wait_timeout = %d, innodb_lock_wait_timeout = 1%s"
			.formatted(deadHolderTimeout.plusNanos(999_999_999).toSeconds(), noStatementTimeLimit());
	}

	/**
	 * What takes the limit off the time of a statement, to be appended to {@code SET};
	 * empty if there is no such limit.
	 */
	abstract String noStatementTimeLimit();

	/**
	 * The query for the row of a lock, to be followed by how it is locked. It locks by
	 * the number of the row, since new rows never come between numbers: when a page is
	 * split, a lock of InnoDB grows to the gap before its row, and a new row that belongs
	 * there by its name would wait for it. The inner query locks nothing. See <a href=
	 * "https://dev.mysql.com/doc/refman/8.4/en/innodb-locking-reads.html">MySQL</a>.
	 */
	final String select() {
		return select("named_lock", "id = (SELECT id FROM named_lock WHERE name = ?)");
	}

	/**
	 * Whole seconds, rounded up: where the query says more exactly how long it may take,
	 * that ends it first. See <a href=
	 * "https://dev.mysql.com/doc/refman/8.4/en/innodb-parameters.html#sysvar_innodb_lock_wait_timeout">MySQL</a>,
	 * <a href=
	 * "https://mariadb.com/kb/en/innodb-system-variables/#innodb_lock_wait_timeout">MariaDB</a>.
	 */
	@Override
	public String limitWaits(long nanos) {
		return "SET SESSION innodb_lock_wait_timeout = " + (TimeUnit.NANOSECONDS.toSeconds(nanos - 1) + 1);
	}

	/**
	 * Where the driver notices its own cancellation first, it tells the state alone, or
	 * nothing.
	 */
	@Override
	public @Nullable AcquireAnswer refusal(SQLException failure) {
		AcquireAnswer answer = super.refusal(failure);
		boolean cancelled = "70100".equals(failure.getSQLState())
				|| (failure instanceof SQLNonTransientException && failure.getSQLState() == null);
		return (answer == null && cancelled) ? AcquireAnswer.UNKNOWN : answer;
	}

}
