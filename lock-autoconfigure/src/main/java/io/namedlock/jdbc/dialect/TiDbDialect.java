package io.namedlock.jdbc.dialect;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.namedlock.LockMode;

/**
 * Named locks of TiDB 7.5 and later, by its documentation: each is a transaction of the
 * server's own, which the server silently gives up after {@code max-txn-ttl}, one hour
 * unless configured. No wait is shorter than a second, not even an attempt, so attempts
 * never share a session. Nobody is told who holds a lock, and deadlocks are not noticed.
 * See <a href= "https://docs.pingcap.com/tidb/stable/locking-functions">Locking
 * Functions</a>,
 * <a href="https://docs.pingcap.com/tidb/stable/pessimistic-transaction">Pessimistic
 * Transactions</a>.
 */
final class TiDbDialect extends OneLockMySqlDialect {

	private static final Duration LONGEST_HOLD = Duration.ofMinutes(59);

	private final Duration longestHold;

	TiDbDialect(DatabaseVersion server) {
		this(server, LONGEST_HOLD);
	}

	TiDbDialect(DatabaseVersion server, Duration longestHold) {
		super(server, MySqlFamily.NO_EXECUTION_TIME_LIMIT);
		this.longestHold = longestHold;
	}

	@Override
	public Optional<String> advice() {
		return Optional
			.of(("%s was never tested, its locks are used as its documentation describes them. A lock that is"
					+ " held for %d minutes is lost, and its holder is told;"
					+ " an attempt takes a second where the lock is held;"
					+ " each lock takes a connection of its own, as far as"
					+ " 'named-lock.sessions.max' allows. Raise it as needed,"
					+ " hold locks shortly, and never set TiDB's 'max-txn-ttl' below its default of an hour")
				.formatted(description(), this.longestHold.toMinutes()));
	}

	@Override
	public List<ServerCondition> conditions() {
		// Locks hold for the whole cluster
		return List.of();
	}

	/**
	 * Notes in a variable of the session when the statement began: TiDB counts the age of
	 * the lock's transaction from then on.
	 */
	@Override
	String getLock(String timeout) {
		return "(%s AND (@named_lock_since := UNIX_TIMESTAMP()) > 0)".formatted(super.getLock(timeout));
	}

	/**
	 * Answers as session 0 when TiDB is about to give up the lock. The library takes that
	 * for another session, ends this one and tells the lock's holder in time.
	 */
	@Override
	public String ping() {
		return ("SELECT IF(UNIX_TIMESTAMP() - COALESCE(@named_lock_since,"
				+ " UNIX_TIMESTAMP()) < %d, CONNECTION_ID(), 0), CONNECTION_ID()")
			.formatted(this.longestHold.toSeconds());
	}

	@Override
	public String releaseAll() {
		return "SELECT CONNECTION_ID(), RELEASE_ALL_LOCKS()";
	}

	/**
	 * {@code IS_USED_LOCK} answers 1 for whatever other session holds the lock, so the
	 * session whose number is 1 never claims to hold one.
	 */
	@Override
	public String holds(LockMode mode) {
		return "SELECT CONNECTION_ID(), IS_USED_LOCK(?) = CONNECTION_ID() AND CONNECTION_ID() <> 1";
	}

	@Override
	public String holder() {
		// TiDB does not tell who holds a lock
		return "SELECT CONNECTION_ID(), CASE WHEN ? IS NULL THEN 1 END";
	}

}
