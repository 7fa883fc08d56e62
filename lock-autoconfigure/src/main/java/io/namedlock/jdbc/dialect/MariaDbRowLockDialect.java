package io.namedlock.jdbc.dialect;

import java.math.BigDecimal;
import java.math.RoundingMode;

import io.namedlock.LockMode;

/**
 * Row locks of MariaDB 10.3 and later.
 */
final class MariaDbRowLockDialect extends InnoDbRowLockDialect {

	MariaDbRowLockDialect(DatabaseVersion server) {
		super(server, "CONNECTION_ID(), @@in_transaction", MySqlFamily.NO_STATEMENT_TIME_LIMIT);
	}

	@Override
	public String tryLock(LockMode mode) {
		// https://mariadb.com/kb/en/wait-and-nowait/
		return select() + clause(mode) + " NOWAIT";
	}

	/**
	 * The limit is that of the statement, since a lock's own counts whole seconds. It
	 * stands in a comment that only MariaDB reads, because MySQL's driver expects no
	 * result of what begins with {@code SET}.
	 */
	@Override
	public String lock(LockMode mode, long nanos) {
		// https://mariadb.com/kb/en/set-statement/
		BigDecimal seconds = BigDecimal.valueOf(nanos, 9).setScale(6, RoundingMode.CEILING);
		return "/*M! SET STATEMENT max_statement_time = %s FOR */ %s%s".formatted(seconds.toPlainString(), select(),
				clause(mode));
	}

	private static String clause(LockMode mode) {
		// https://mariadb.com/kb/en/lock-in-share-mode/
		return (mode == LockMode.SHARED) ? " LOCK IN SHARE MODE" : " FOR UPDATE";
	}

}
