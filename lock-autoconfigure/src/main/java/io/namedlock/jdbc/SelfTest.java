package io.namedlock.jdbc;

import java.sql.SQLException;

import io.namedlock.LockConfigurationException;

/**
 * One round of the test whether a lock that one session holds is refused to another. A
 * proxy or a cluster may answer rightly by chance, so one round is not enough.
 */
final class SelfTest {

	private static final String PROXY_REMEDY = "Lead the locks past it to the database, by 'named-lock.datasource.url'"
			+ " or a @NamedLockDataSource bean, or let it keep one session for each connection";

	private static final String SERVERS_REMEDY = "Lead the locks of all instances to the one server that is written to,"
			+ " by 'named-lock.datasource.url' or a @NamedLockDataSource bean";

	private final String database;

	private final ProbeLock lock;

	private final ProbeSession first;

	private final ProbeSession second;

	SelfTest(String database, ProbeLock lock, ProbeSession first, ProbeSession second) {
		this.database = database;
		this.lock = lock;
		this.first = first;
		this.second = second;
	}

	/**
	 * Runs the test. Nothing is locked before it is known that the sessions are the
	 * connections' own: on one that a proxy lends to others the lock would stay behind.
	 * @throws LockConfigurationException if locks do not exclude
	 */
	void run() throws SQLException {
		long number = this.first.number();
		this.second.beginTransaction();
		requireSame(number, this.first.number());
		require(this.lock.tryAcquire(this.first), "does not grant a lock that nobody else can hold.", SERVERS_REMEDY);
		boolean kept;
		try {
			requireExclusion();
		}
		finally {
			kept = this.lock.release(this.first);
		}
		require(kept, "has taken a lock from the session that held it.", PROXY_REMEDY);
		requireRelease(number);
	}

	private void requireExclusion() throws SQLException {
		if (this.lock.tryAcquire(this.second)) {
			this.lock.release(this.second);
			throw refused(
					"grants one lock to two sessions: connections lead to several servers or databases"
							+ " (replicas, a splitter of reads and writes), or %s.".formatted(this.lock.doingNothing()),
					SERVERS_REMEDY);
		}
	}

	private void requireRelease(long number) throws SQLException {
		require(this.lock.tryAcquire(this.second), "does not grant a lock that was released.", PROXY_REMEDY);
		try {
			requireSame(number, this.first.number());
		}
		finally {
			this.lock.release(this.second);
		}
	}

	private void requireSame(long before, long now) {
		require(before == now,
				("has replaced session %d by session %d while another connection was in a transaction:"
						+ " a proxy on the way pools transactions, as pgbouncer can.")
					.formatted(before, now),
				PROXY_REMEDY);
	}

	private void require(boolean condition, String refusal, String remedy) {
		if (!condition) {
			throw refused(refusal, remedy);
		}
	}

	private LockConfigurationException refused(String refusal, String remedy) {
		return new LockConfigurationException(this.database + " " + refusal, remedy);
	}

}
