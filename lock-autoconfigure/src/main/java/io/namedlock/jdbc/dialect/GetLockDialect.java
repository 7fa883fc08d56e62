package io.namedlock.jdbc.dialect;

import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.namedlock.LockMode;
import io.namedlock.core.LineKey;
import io.namedlock.core.LockKey;

/**
 * What MySQL and MariaDB share: the {@code GET_LOCK} family, whose timeouts are the
 * difference between them.
 */
abstract class GetLockDialect implements NamedLockDialect {

	private final Map<Integer, String> batches = new ConcurrentHashMap<>();

	private final String description;

	private final String noTimeLimit;

	/**
	 * Needs the variable that takes the limit off the time of a statement, empty if the
	 * server has no such limit.
	 */
	GetLockDialect(DatabaseVersion server, String noTimeLimit) {
		this.description = server.toString();
		this.noTimeLimit = noTimeLimit;
	}

	@Override
	public String description() {
		return this.description;
	}

	@Override
	public List<ServerCondition> conditions() {
		return MySqlFamily.conditions();
	}

	/**
	 * The server gives up its search in a chain of 32 waiting sessions and calls that a
	 * deadlock.
	 */
	@Override
	public boolean seesFalseDeadlocks() {
		return true;
	}

	@Override
	public LineKey line(LockKey key) {
		return key;
	}

	/**
	 * Each lock that a session holds makes its next attempt slower on MariaDB: a bare
	 * {@code GET_LOCK} took 23 µs with none, 29 with 1,000, 44 with 2,500, 55 with 3,300,
	 * 87 with 5,000 and 140 with 10,000 (11.4, loopback); a release, and MySQL, do not
	 * care. So a session prefers what costs about one more round trip at most, and 10,000
	 * locks need four connections.
	 */
	@Override
	public SessionLimits limits() {
		return SessionLimits.perSession(3_000, 5_000);
	}

	@Override
	public String setUp(Duration deadHolderTimeout) {
		return MySqlFamily.setUp(deadHolderTimeout, this.noTimeLimit);
	}

	@Override
	public String ping() {
		// https://dev.mysql.com/doc/refman/8.4/en/information-functions.html#function_connection-id
		// https://mariadb.com/kb/en/connection_id/
		return "SELECT CONNECTION_ID(), CONNECTION_ID()";
	}

	@Override
	public String tryAcquire(LockMode mode) {
		// https://dev.mysql.com/doc/refman/8.4/en/locking-functions.html#function_get-lock
		// https://mariadb.com/kb/en/get_lock/
		return "SELECT CONNECTION_ID(), " + getLock("0");
	}

	@Override
	public String acquire(LockMode mode, long nanos) {
		return "SELECT CONNECTION_ID(), " + getLock("?");
	}

	@Override
	public void bind(PreparedStatement wait, LockKey key, long nanos) throws SQLException {
		wait.setString(1, key.value());
		wait.setBigDecimal(2, seconds(nanos));
	}

	abstract BigDecimal seconds(long nanos);

	String getLock(String timeout) {
		return "GET_LOCK(?, " + timeout + ")";
	}

	@Override
	public String release(LockMode mode) {
		// https://dev.mysql.com/doc/refman/8.4/en/locking-functions.html#function_release-lock
		// https://mariadb.com/kb/en/release_lock/
		return "SELECT CONNECTION_ID(), RELEASE_LOCK(?)";
	}

	/**
	 * The columns of a row are worked out from left to right, so the calls are made in
	 * their order. There is one statement for each power of two, so that few are
	 * prepared; the calls that are missing are {@link BatchedCall#NOTHING}.
	 */
	@Override
	public String batch(int calls) {
		return this.batches.computeIfAbsent(room(calls), this::batchOf);
	}

	private String batchOf(int room) {
		return "SELECT CONNECTION_ID()" + ", CASE ? WHEN %d THEN %s WHEN %d THEN RELEASE_LOCK(?) END"
			.formatted(BatchedCall.ATTEMPT, getLock("0"), BatchedCall.RELEASE)
			.repeat(room);
	}

	@Override
	public void bind(PreparedStatement batch, List<? extends BatchedCall> calls) throws SQLException {
		for (int i = 0; i < room(calls.size()); i++) {
			BatchedCall call = calls.get(Math.min(i, calls.size() - 1));
			batch.setInt(3 * i + 1, (i < calls.size()) ? call.code() : BatchedCall.NOTHING);
			batch.setString(3 * i + 2, call.key().value());
			batch.setString(3 * i + 3, call.key().value());
		}
	}

	private static int room(int calls) {
		return (calls > 1) ? Integer.highestOneBit(calls - 1) * 2 : 1;
	}

	@Override
	public void bind(PreparedStatement statement, LockKey key) throws SQLException {
		statement.setString(1, key.value());
	}

	@Override
	public String releaseAll() {
		// https://dev.mysql.com/doc/refman/8.4/en/locking-functions.html#function_release-all-locks
		// https://mariadb.com/kb/en/release_all_locks/
		return "SELECT CONNECTION_ID(), RELEASE_ALL_LOCKS()";
	}

	@Override
	public String holds(LockMode mode) {
		return "SELECT CONNECTION_ID(), IS_USED_LOCK(?) = CONNECTION_ID()";
	}

	@Override
	public String holder() {
		// https://dev.mysql.com/doc/refman/8.4/en/locking-functions.html#function_is-used-lock
		// https://mariadb.com/kb/en/is_used_lock/
		return "SELECT CONNECTION_ID(), IS_USED_LOCK(?)";
	}

	@Override
	public String free() {
		// https://dev.mysql.com/doc/refman/8.4/en/locking-functions.html#function_is-free-lock
		// https://mariadb.com/kb/en/is_free_lock/
		return "SELECT CONNECTION_ID(), IS_FREE_LOCK(?)";
	}

	@Override
	public TokenStatements token() {
		// https://dev.mysql.com/doc/refman/8.4/en/information-functions.html#function_last-insert-id
		// https://mariadb.com/kb/en/last_insert_id/
		return new TokenStatements(
				"INSERT INTO named_lock_token (name, token) VALUES (?, LAST_INSERT_ID(1))"
						+ " ON DUPLICATE KEY UPDATE token = LAST_INSERT_ID(token + 1)",
				"SELECT CONNECTION_ID(), LAST_INSERT_ID()",
				"CREATE TABLE named_lock_token (name VARCHAR(64) PRIMARY KEY, token BIGINT NOT NULL)");
	}

	@Override
	public boolean isUndecided(SQLException failure) {
		return MySqlFamily.isCancelled(failure);
	}

}
