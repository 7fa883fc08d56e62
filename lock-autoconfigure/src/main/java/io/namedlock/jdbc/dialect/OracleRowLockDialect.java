package io.namedlock.jdbc.dialect;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import io.namedlock.LockMode;

/**
 * Row locks of Oracle Database, by its documentation. It waits whole seconds, and ends no
 * session for its silence.
 */
final class OracleRowLockDialect extends StandardRowLockDialect {

	private static final int RESOURCE_BUSY = 54;

	private static final int WAIT_EXPIRED = 30006;

	private static final int DEADLOCK = 60;

	private static final int CANCELLED = 1013;

	OracleRowLockDialect(String version) {
		super("Oracle " + version, "SYS_CONTEXT('USERENV', 'SID'), 1", Set.of(RESOURCE_BUSY, WAIT_EXPIRED),
				Set.of(DEADLOCK, CANCELLED));
	}

	@Override
	public String setUp(Duration deadHolderTimeout) {
		// There is nothing to set up: any statement will do
		return ping();
	}

	@Override
	public String ping() {
		return super.ping() + " FROM dual";
	}

	@Override
	public String tryLock(LockMode mode) {
		// https://docs.oracle.com/en/database/oracle/oracle-database/23/sqlrf/SELECT.html
		return select("named_lock") + " FOR UPDATE NOWAIT";
	}

	@Override
	public Duration shortestWait() {
		return Duration.ofSeconds(1);
	}

	@Override
	public String lock(LockMode mode, long nanos) {
		return select("named_lock") + " FOR UPDATE WAIT " + TimeUnit.NANOSECONDS.toSeconds(nanos);
	}

}
