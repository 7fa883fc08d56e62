package io.namedlock.jdbc.dialect;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Set;

import io.namedlock.LockMode;

/**
 * Row locks of H2 2.3 and later. It ends no session for its silence, and a wait for a row
 * cannot be cancelled.
 */
final class H2RowLockDialect extends StandardRowLockDialect {

	private static final int LOCK_TIMEOUT = 50200;

	private static final int DEADLOCK = 40001;

	private static final int CANCELED = 57014;

	private static final Duration LONGEST_WAIT = Duration.ofMillis(100);

	H2RowLockDialect(String version) {
		super("H2 " + version, "SESSION_ID(), TRANSACTION_ID()", Set.of(LOCK_TIMEOUT), Set.of(DEADLOCK, CANCELED));
	}

	@Override
	public List<ServerCondition> conditions() {
		// https://www.h2database.com/html/functions.html#readonly
		return List.of(ServerCondition.writable("SELECT SESSION_ID(), CASE WHEN READONLY() THEN 0 ELSE 1 END"));
	}

	@Override
	public String setUp(Duration deadHolderTimeout) {
		// Making a row may wait for another session that makes it
		// https://www.h2database.com/html/commands.html#set_lock_timeout
		return "SET LOCK_TIMEOUT 1000";
	}

	@Override
	public String tryLock(LockMode mode) {
		// https://www.h2database.com/html/commands.html#select
		return select("named_lock") + " FOR UPDATE NOWAIT";
	}

	@Override
	public String lock(LockMode mode, long nanos) {
		// Fractions of a second count, down to a millisecond
		// https://www.h2database.com/html/commands.html#select
		BigDecimal seconds = BigDecimal.valueOf(nanos, 9).setScale(3, RoundingMode.CEILING);
		return select("named_lock") + " FOR UPDATE WAIT " + seconds.toPlainString();
	}

	@Override
	public Duration longestWait() {
		return LONGEST_WAIT;
	}

}
