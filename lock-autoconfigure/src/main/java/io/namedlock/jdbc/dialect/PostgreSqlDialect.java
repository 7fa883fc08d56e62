package io.namedlock.jdbc.dialect;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import io.namedlock.LockMode;
import io.namedlock.core.LineKey;
import io.namedlock.core.LockKey;
import org.jspecify.annotations.Nullable;

/**
 * <a href=
 * "https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS">Advisory
 * locks</a> of a PostgreSQL session, which know a lock by 64 bits and hold in one
 * database, not in all of the server. A session keeps them when a statement of its fails.
 */
final class PostgreSqlDialect implements NamedLockDialect {

	private static final String LOCK_NOT_AVAILABLE = "55P03";

	private static final String QUERY_CANCELED = "57014";

	private static final String DEADLOCK_DETECTED = "40P01";

	private static final String OUT_OF_MEMORY = "53200";

	// Shows the two halves of the key as unsigned numbers:
	// https://www.postgresql.org/docs/current/view-pg-locks.html
	private static final String GRANTED = "FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 1"
			+ " AND ((classid::bigint << 32) | objid::bigint) = ?";

	private static final String GRANTED_HERE = GRANTED
			+ " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";

	/**
	 * <a href= "https://www.postgresql.org/docs/current/functions-array.html">The rows of
	 * arrays</a> come in the order of their elements. One statement for any number of
	 * calls is parsed once, and two arrays are several times as fast as parameters for
	 * each call.
	 */
	private static final String BATCH = """
			SELECT pg_backend_pid(), CASE call
				WHEN %d THEN pg_try_advisory_lock(key)
				WHEN %d THEN pg_advisory_unlock(key)
				WHEN %d THEN pg_try_advisory_lock_shared(key)
				WHEN %d THEN pg_advisory_unlock_shared(key) END::int
			FROM unnest(?::int[], ?::bigint[]) AS calls (call, key)""".formatted(BatchedCall.ATTEMPT,
			BatchedCall.RELEASE, BatchedCall.ATTEMPT_SHARED, BatchedCall.RELEASE_SHARED);

	private final DatabaseVersion version;

	PostgreSqlDialect(DatabaseVersion version) {
		this.version = version;
	}

	@Override
	public String description() {
		return this.version.toString();
	}

	@Override
	public List<ServerCondition> conditions() {
		// https://www.postgresql.org/docs/current/functions-admin.html#FUNCTIONS-RECOVERY-CONTROL
		return List.of(ServerCondition.writable("SELECT pg_backend_pid(), (NOT pg_is_in_recovery())::int"));
	}

	@Override
	public Optional<String> advice() {
		return this.version.isAtLeast(14) ? Optional.empty()
				: Optional.of("%s does not end sessions that are silent: the locks of an application that hangs, and is"
					.formatted(description())
						+ " still connected, stay held until it ends, whatever 'named-lock.dead-holder-timeout' says,"
						+ " and a waiter that died may be granted its lock first. Both need PostgreSQL 14 or later");
	}

	@Override
	public boolean supports(LockMode mode) {
		return true;
	}

	/**
	 * All sessions of a server share one table of locks. A session that holds 1,000 takes
	 * 37 µs longer for each statement, one that holds 10,000 half a millisecond.
	 */
	@Override
	public SessionLimits limits() {
		return new SessionLimits(1_000, 5_000, 1_000);
	}

	@Override
	public LineKey line(LockKey key) {
		// The server compares this number alone
		return new NumberedLine(key.number());
	}

	/**
	 * A session that is silent is ended, and so is one whose client cannot be reached:
	 * the probes take as long as the silence may last, and a session that waits looks
	 * every second for their result. Plans are generic, or the server would plan the
	 * first five batches anew.
	 * <p>
	 * What the server does not have is left out: {@code idle_session_timeout} and {@code
	 * client_connection_check_interval} came with PostgreSQL 14, and the latter cannot be
	 * set on Windows.
	 */
	@Override
	public String setUp(Duration deadHolderTimeout) {
		// https://www.postgresql.org/docs/current/runtime-config.html
		return """
				SELECT set_config(name, wanted, false)
				FROM (VALUES ('idle_session_timeout', '%1$d'), ('idle_in_transaction_session_timeout', '%1$d'),
					('tcp_user_timeout', '%1$d'), ('tcp_keepalives_idle', '%2$d'), ('tcp_keepalives_interval', '%2$d'),
					('tcp_keepalives_count', '2'), ('client_connection_check_interval', '1000'),
					('statement_timeout', '0'), ('transaction_timeout', '0'), ('lock_timeout', '0'),
					('plan_cache_mode', 'force_generic_plan')) AS lock_session (name, wanted)
				JOIN pg_settings USING (name)
				WHERE name <> 'client_connection_check_interval' OR version() !~* 'windows|mingw|visual c|msvc'"""
			.formatted(deadHolderTimeout.toMillis(), Math.max(1, deadHolderTimeout.toSeconds() / 3));
	}

	@Override
	public String ping() {
		// https://www.postgresql.org/docs/current/functions-info.html#FUNCTIONS-INFO-SESSION
		return "SELECT pg_backend_pid(), pg_backend_pid()";
	}

	@Override
	public String tryAcquire(LockMode mode) {
		// https://www.postgresql.org/docs/current/functions-admin.html#FUNCTIONS-ADVISORY-LOCKS
		return "SELECT pg_backend_pid(), pg_try_advisory_lock" + suffix(mode) + "(?)::int";
	}

	/**
	 * The limit is set by the statement itself, and for it alone. {@code CASE} sees to it
	 * that this is done first.
	 */
	@Override
	public String acquire(LockMode mode, long nanos) {
		// https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-LOCK-TIMEOUT
		return """
				SELECT pg_backend_pid(), CASE WHEN set_config('lock_timeout', ?, true) IS NOT NULL
					THEN CASE WHEN pg_advisory_lock%s(?) IS NOT NULL THEN 1 END END""".formatted(suffix(mode));
	}

	@Override
	public void bind(PreparedStatement wait, LockKey key, long nanos) throws SQLException {
		long millis = TimeUnit.NANOSECONDS.toMillis(nanos + 999_999);
		wait.setString(1, Long.toString(Math.min(millis, Integer.MAX_VALUE)));
		wait.setLong(2, key.number());
	}

	@Override
	public String release(LockMode mode) {
		// Answers with a warning where nothing was held; see tryAcquire
		return "SELECT pg_backend_pid(), pg_advisory_unlock" + suffix(mode) + "(?)::int";
	}

	@Override
	public String batch(int calls) {
		return BATCH;
	}

	@Override
	public void bind(PreparedStatement batch, List<? extends BatchedCall> calls) throws SQLException {
		Integer[] codes = calls.stream().map(BatchedCall::code).toArray(Integer[]::new);
		Long[] keys = calls.stream().map((call) -> call.key().number()).toArray(Long[]::new);
		batch.setArray(1, batch.getConnection().createArrayOf("int4", codes));
		batch.setArray(2, batch.getConnection().createArrayOf("int8", keys));
	}

	@Override
	public void bind(PreparedStatement statement, LockKey key) throws SQLException {
		statement.setLong(1, key.number());
	}

	@Override
	public String releaseAll() {
		// See tryAcquire
		return "SELECT pg_backend_pid(), CASE WHEN pg_advisory_unlock_all() IS NULL THEN 0 END";
	}

	/**
	 * Answers also when the table of locks is full. A query that looks into a catalog
	 * that all databases share, such as the one of databases, does not.
	 */
	@Override
	public String holds(LockMode mode) {
		return "SELECT pg_backend_pid(), EXISTS (SELECT %s AND pid = pg_backend_pid() AND mode = '%s')::int"
			.formatted(GRANTED, (mode == LockMode.SHARED) ? "ShareLock" : "ExclusiveLock");
	}

	@Override
	public String holder() {
		// The exclusive holder alone, since there may be many shared ones
		return "SELECT pg_backend_pid(), (SELECT pid %s AND mode = 'ExclusiveLock')".formatted(GRANTED_HERE);
	}

	@Override
	public String free() {
		return "SELECT pg_backend_pid(), (NOT EXISTS (SELECT %s))::int".formatted(GRANTED_HERE);
	}

	@Override
	public TokenStatements token() {
		// https://www.postgresql.org/docs/current/sql-insert.html
		return new TokenStatements(null,
				"INSERT INTO named_lock_token AS drawn (name, token) VALUES (?, 1)"
						+ " ON CONFLICT (name) DO UPDATE SET token = drawn.token + 1 RETURNING pg_backend_pid(), token",
				"CREATE TABLE named_lock_token (name VARCHAR(64) PRIMARY KEY, token BIGINT NOT NULL)");
	}

	@Override
	public boolean isDeadlock(SQLException failure) {
		// https://www.postgresql.org/docs/current/errcodes-appendix.html
		return DEADLOCK_DETECTED.equals(failure.getSQLState());
	}

	@Override
	public boolean isUndecided(SQLException failure) {
		// All of these may come when the lock has just been granted
		String state = failure.getSQLState();
		return LOCK_NOT_AVAILABLE.equals(state) || QUERY_CANCELED.equals(state) || OUT_OF_MEMORY.equals(state);
	}

	@Override
	public @Nullable String refusal(SQLException failure) {
		// All locks of a server share one table
		// https://www.postgresql.org/docs/current/runtime-config-locks.html
		return OUT_OF_MEMORY.equals(failure.getSQLState())
				? "The table of locks that all sessions of the server share is full:"
						+ " hold fewer locks at a time, or raise 'max_locks_per_transaction' of the server"
				: null;
	}

	private static String suffix(LockMode mode) {
		return (mode == LockMode.SHARED) ? "_shared" : "";
	}

	private record NumberedLine(long number) implements LineKey {

	}

}
