package io.namedlock.jdbc.dialect;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import io.namedlock.LockMode;
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

	private final String noTimeLimit;

	/**
	 * Needs the answer of {@link StandardRowLockDialect}, and the variable that takes the
	 * limit off the time of a statement, empty if the server has no such limit.
	 */
	InnoDbRowLockDialect(DatabaseVersion server, String answer, String noTimeLimit) {
		super(server.toString(), answer,
				Set.of(LOCK_WAIT_TIMEOUT, NOWAIT, STATEMENT_TIME_EXCEEDED, MARIADB_STATEMENT_TIME_EXCEEDED),
				Set.of(DEADLOCK));
		this.noTimeLimit = noTimeLimit;
	}

	@Override
	public boolean supports(LockMode mode) {
		return true;
	}

	@Override
	public List<ServerCondition> conditions() {
		return MySqlFamily.conditions();
	}

	@Override
	public int isolation() {
		// READ COMMITTED would need row-based replication, which not every
		// application has
		// https://dev.mysql.com/doc/refman/8.4/en/innodb-transaction-isolation-levels.html
		return Connection.TRANSACTION_REPEATABLE_READ;
	}

	@Override
	public String setUp(Duration deadHolderTimeout) {
		return MySqlFamily.setUp(deadHolderTimeout, ", innodb_lock_wait_timeout = 1" + this.noTimeLimit);
	}

	/**
	 * The query for the row of a lock, to be followed by how it is locked. It locks by
	 * the number of the row, since new rows never come between numbers: when a page is
	 * split, a lock of InnoDB grows to the gap before its row, and a new row that belongs
	 * there by its name would wait for it. The inner query locks nothing.
	 */
	final String select() {
		// https://dev.mysql.com/doc/refman/8.4/en/innodb-locking-reads.html
		return select("named_lock", "id = (SELECT id FROM named_lock WHERE name = ?)");
	}

	/**
	 * Whole seconds, rounded up: where the query says more exactly how long it may take,
	 * that ends it first.
	 */
	@Override
	public String limitWaits(long nanos) {
		// https://dev.mysql.com/doc/refman/8.4/en/innodb-parameters.html#sysvar_innodb_lock_wait_timeout
		// https://mariadb.com/kb/en/innodb-system-variables/#innodb_lock_wait_timeout
		return "SET SESSION innodb_lock_wait_timeout = " + (TimeUnit.NANOSECONDS.toSeconds(nanos - 1) + 1);
	}

	@Override
	public @Nullable AcquireAnswer refusal(SQLException failure) {
		AcquireAnswer answer = super.refusal(failure);
		return (answer == null && MySqlFamily.isCancelled(failure)) ? AcquireAnswer.UNKNOWN : answer;
	}

}
