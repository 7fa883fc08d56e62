package io.namedlock.jdbc.dialect;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import io.namedlock.LockMode;
import org.jspecify.annotations.Nullable;

/**
 * Row locks of PostgreSQL. Its failures have no numbers, but states.
 */
final class PostgreSqlRowLockDialect extends StandardRowLockDialect {

	private static final String LOCK_NOT_AVAILABLE = "55P03";

	private static final Set<String> UNDECIDED = Set.of("57014", "40P01", "40001");

	PostgreSqlRowLockDialect(DatabaseVersion server) {
		super(server.toString(), "pg_backend_pid(), 1", Set.of(), Set.of());
	}

	@Override
	public boolean supports(LockMode mode) {
		return true;
	}

	/**
	 * A replica's transactions are read-only, and so are all where the database or the
	 * user is set up so.
	 */
	@Override
	public List<ServerCondition> conditions() {
		// https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-TRANSACTION-READ-ONLY
		return List.of(ServerCondition
			.writable("SELECT pg_backend_pid(), (current_setting('transaction_read_only') = 'off')::int"));
	}

	@Override
	public String setUp(Duration deadHolderTimeout) {
		// https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-IDLE-IN-TRANSACTION-SESSION-TIMEOUT
		return "SET idle_in_transaction_session_timeout = %d; SET statement_timeout = 0; SET lock_timeout = 1000"
			.formatted(deadHolderTimeout.toMillis());
	}

	@Override
	public String limitWaits(long nanos) {
		// In milliseconds
		// https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-LOCK-TIMEOUT
		long millis = TimeUnit.NANOSECONDS.toMillis(nanos - 1) + 1;
		return "SET LOCAL lock_timeout = " + Math.min(millis, Integer.MAX_VALUE);
	}

	@Override
	public String tryLock(LockMode mode) {
		// https://www.postgresql.org/docs/current/sql-select.html#SQL-FOR-UPDATE-SHARE
		return lock(mode, 1) + " NOWAIT";
	}

	@Override
	public String lock(LockMode mode, long nanos) {
		return select("named_lock") + ((mode == LockMode.SHARED) ? " FOR SHARE" : " FOR UPDATE");
	}

	@Override
	public @Nullable AcquireAnswer refusal(SQLException failure) {
		// https://www.postgresql.org/docs/current/errcodes-appendix.html
		String state = failure.getSQLState();
		if (LOCK_NOT_AVAILABLE.equals(state)) {
			return AcquireAnswer.BUSY;
		}
		return (state != null && UNDECIDED.contains(state)) ? AcquireAnswer.UNKNOWN : null;
	}

}
