package io.namedlock.jdbc.dialect;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import io.namedlock.LockMode;

/**
 * Row locks of Microsoft SQL Server, by its documentation. It ends no session for its
 * silence.
 */
final class SqlServerRowLockDialect extends StandardRowLockDialect {

	private static final int LOCK_TIMEOUT = 1222;

	private static final int DEADLOCK = 1205;

	SqlServerRowLockDialect(String version) {
		super("SQL Server " + version, "@@SPID, @@TRANCOUNT", Set.of(LOCK_TIMEOUT), Set.of(DEADLOCK));
	}

	@Override
	public String setUp(Duration deadHolderTimeout) {
		return limitWaits(TimeUnit.SECONDS.toNanos(1));
	}

	@Override
	public String limitWaits(long nanos) {
		// In milliseconds
		// https://learn.microsoft.com/en-us/sql/t-sql/statements/set-lock-timeout-transact-sql
		return "SET LOCK_TIMEOUT " + (TimeUnit.NANOSECONDS.toMillis(nanos - 1) + 1);
	}

	@Override
	public String tryLock(LockMode mode) {
		// https://learn.microsoft.com/en-us/sql/t-sql/queries/hints-transact-sql-table
		return select("named_lock WITH (UPDLOCK, ROWLOCK, HOLDLOCK, NOWAIT)");
	}

	@Override
	public String lock(LockMode mode, long nanos) {
		return select("named_lock WITH (UPDLOCK, ROWLOCK, HOLDLOCK)");
	}

}
