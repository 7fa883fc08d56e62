package io.namedlock.jdbc.check;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.namedlock.LockConfigurationException;
import io.namedlock.jdbc.CheckOnStart;
import io.namedlock.jdbc.LockConnectionSource;
import io.namedlock.jdbc.LockTables;
import io.namedlock.jdbc.dialect.ServerCondition;
import io.namedlock.jdbc.session.Locking;

/**
 * Finds out, before the locks of a database are relied on, whether they exclude wherever
 * connections lead: past a proxy, to a replica, to several nodes.
 */
public final class StartUpCheck {

	/**
	 * A proxy or a cluster may answer rightly by chance, so one round is not enough.
	 */
	private static final int ROUNDS = 5;

	private static final String PROXY_REMEDY = "Lead the locks past it to the database, by 'named-lock.datasource.url'"
			+ " or a @NamedLockDataSource bean, or let it keep one session for each connection";

	private static final String SERVERS_REMEDY = "Lead the locks of all instances to the one server that is written to,"
			+ " by 'named-lock.datasource.url' or a @NamedLockDataSource bean";

	private static final String UNANSWERED_REMEDY = "Check that the database answers, and that a proxy"
			+ " on the way lets two connections work at the same time, one of them in a transaction";

	private static final String ROWS_REMEDY = UNANSWERED_REMEDY
			+ ". Row locks also need one and the same database for all"
			+ " connections, and a user who may read, insert, update and delete rows of the table named_lock";

	private final LockConnectionSource source;

	private final Locking locking;

	private final CheckOnStart check;

	private final Duration answerTime;

	private final String database;

	public StartUpCheck(LockConnectionSource source, Locking locking, CheckOnStart check, Duration answerTime) {
		this.source = source;
		this.locking = locking;
		this.check = check;
		this.answerTime = answerTime;
		this.database = "%s (%s)".formatted(locking.dialect().description(), source.description());
	}

	/**
	 * Runs the check. The answer is what was checked and found to be so, such as {@code
	 * "writable"}, or empty if nothing was checked. The tables are prepared once the
	 * server is known to be of use; nothing else is left behind.
	 * @throws LockConfigurationException if the database's locks cannot be relied on
	 */
	public List<String> run(LockTables tables) {
		List<String> findings = new ArrayList<>();
		if (this.check == CheckOnStart.NONE) {
			tables.prepare(this.locking.locksRows());
			return findings;
		}
		try (ProbeSession session = open()) {
			for (ServerCondition condition : this.locking.dialect().conditions()) {
				findings.add(requireMet(condition, session));
			}
			// not before: on a replica, which is refused above, no table can be made
			tables.prepare(this.locking.locksRows());
			testExclusion(session);
			findings.add("excludes between sessions");
			return findings;
		}
		catch (SQLException ex) {
			throw unanswered(ex);
		}
	}

	private String requireMet(ServerCondition condition, ProbeSession session) throws SQLException {
		if (condition.isMet().test(session.ask(condition.query()))) {
			return condition.description();
		}
		if (condition.perServer() && this.check == CheckOnStart.SINGLE_WRITER) {
			return "declared to be the single writer";
		}
		throw new LockConfigurationException("%s %s.".formatted(this.database, condition.refusal()),
				condition.remedy());
	}

	private void testExclusion(ProbeSession session) throws SQLException {
		try (ProbeLock lock = ProbeLock.of(this.locking.dialect(), session)) {
			for (int round = 0; round < ROUNDS; round++) {
				// a new connection each time, since each may lead elsewhere
				try (ProbeSession other = open()) {
					testRound(lock, session, other);
				}
			}
		}
	}

	/**
	 * Tests whether a lock that one session holds is refused to another, and granted to
	 * it after the release.
	 */
	private void testRound(ProbeLock lock, ProbeSession first, ProbeSession second) throws SQLException {
		long number = first.number();
		second.beginTransaction();
		// before the first lock, which would stay behind on a session that a proxy lends
		// to others
		requireSame(number, first.number());
		require(lock.tryAcquire(first), "does not grant a lock that nobody else can hold", SERVERS_REMEDY);
		boolean kept;
		try {
			requireExclusion(lock, second);
		}
		finally {
			kept = lock.release(first);
		}
		require(kept, "has taken a lock from the session that held it", PROXY_REMEDY);
		require(lock.tryAcquire(second), "does not grant a lock that was released", PROXY_REMEDY);
		try {
			requireSame(number, first.number());
		}
		finally {
			lock.release(second);
		}
	}

	private void requireExclusion(ProbeLock lock, ProbeSession second) throws SQLException {
		boolean granted = lock.tryAcquire(second);
		if (granted) {
			lock.release(second);
		}
		require(!granted, "grants one lock to two sessions: connections lead to several servers or databases"
				+ " (replicas, a splitter of reads and writes), or " + lock.doingNothing(), SERVERS_REMEDY);
	}

	private void requireSame(long before, long now) {
		require(before == now,
				("has replaced session %d by session %d while another connection was in a transaction:"
						+ " a proxy on the way pools transactions, as pgbouncer can")
					.formatted(before, now),
				PROXY_REMEDY);
	}

	private void require(boolean condition, String refusal, String remedy) {
		if (!condition) {
			throw new LockConfigurationException("%s %s.".formatted(this.database, refusal), remedy);
		}
	}

	private ProbeSession open() throws SQLException {
		return new ProbeSession(this.source, this.locking, this.answerTime);
	}

	private LockConfigurationException unanswered(SQLException cause) {
		return new LockConfigurationException("The locks of %s could not be checked: '%s' (SQLState %s)."
			.formatted(this.database, cause.getMessage(), cause.getSQLState()),
				this.locking.locksRows() ? ROWS_REMEDY : UNANSWERED_REMEDY, cause);
	}

}
