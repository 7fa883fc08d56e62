package io.namedlock.jdbc.dialect;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.namedlock.LockMode;

/**
 * Row locks of MySQL. Before 8.0 it always waits a moment for a row, before 5.7 a second.
 */
final class MySqlRowLockDialect extends InnoDbRowLockDialect {

	private static final long MOMENT = TimeUnit.MILLISECONDS.toNanos(50);

	private final boolean hasNoWait;

	private final boolean hasTimeLimit;

	MySqlRowLockDialect(DatabaseVersion server) {
		super(server, "CONNECTION_ID(), 1", server.isAtLeast(5, 7, 8) ? MySqlFamily.NO_EXECUTION_TIME_LIMIT : "");
		this.hasNoWait = server.isAtLeast(8, 0, 1);
		this.hasTimeLimit = server.isAtLeast(5, 7, 8);
	}

	@Override
	public String tryLock(LockMode mode) {
		// https://dev.mysql.com/doc/refman/8.4/en/innodb-locking-reads.html#innodb-locking-reads-nowait-skip-locked
		return this.hasNoWait ? select() + clause(mode) + " NOWAIT" : lock(mode, MOMENT);
	}

	@Override
	public String lock(LockMode mode, long nanos) {
		// The hint counts milliseconds and takes a literal only
		// https://dev.mysql.com/doc/refman/8.4/en/optimizer-hints.html#optimizer-hints-execution-time
		long millis = TimeUnit.NANOSECONDS.toMillis(nanos - 1) + 1;
		String query = select() + clause(mode);
		return this.hasTimeLimit
				? query.replaceFirst("SELECT", "SELECT /*+ MAX_EXECUTION_TIME(%d) */".formatted(millis)) : query;
	}

	@Override
	public Duration longestWait() {
		// Where only whole seconds can be said, a wait ends a second late at most
		return this.hasTimeLimit ? super.longestWait() : Duration.ofSeconds(1);
	}

	private String clause(LockMode mode) {
		// https://dev.mysql.com/doc/refman/8.4/en/innodb-locking-reads.html
		if (mode == LockMode.EXCLUSIVE) {
			return " FOR UPDATE";
		}
		return this.hasNoWait ? " FOR SHARE" : " LOCK IN SHARE MODE";
	}

}
