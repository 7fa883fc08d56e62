package io.namedlock.jdbc;

import java.sql.SQLException;
import java.util.UUID;

import io.namedlock.LockConfigurationException;
import io.namedlock.core.LockKey;
import io.namedlock.jdbc.dialect.NamedLockDialect;

/**
 * One round of the test whether a lock that one session holds is refused to another. A
 * proxy or a cluster may answer rightly by chance, so one round is not enough.
 */
final class SelfTest {

	private static final String PROXY_REMEDY = "Lead the locks past it to the database, by 'named-lock.datasource.url'"
			+ " or a @NamedLockDataSource bean, or let it keep one session for each connection.";

	private static final String SERVERS_REMEDY = "Lead the locks of all instances to the one server that is written to,"
			+ " by 'named-lock.datasource.url' or a @NamedLockDataSource bean.";

	private final String database;

	private final NamedLockDialect locks;

	private final ProbeSession first;

	private final ProbeSession second;

	private final LockKey key = LockKey.of("named-lock:self-test:" + UUID.randomUUID());

	SelfTest(String database, NamedLockDialect locks, ProbeSession first, ProbeSession second) {
		this.database = database;
		this.locks = locks;
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
		require(this.first.tryAcquire(this.locks, this.key), "does not grant a lock that nobody else can hold.",
				SERVERS_REMEDY);
		try {
			requireExclusion();
		}
		finally {
			this.first.release(this.locks, this.key);
		}
		requireRelease();
		requireSame(number, this.first.number());
	}

	private void requireExclusion() throws SQLException {
		if (this.second.tryAcquire(this.locks, this.key)) {
			this.second.release(this.locks, this.key);
			throw refused(
					"grants one lock to two sessions: connections lead to several servers"
							+ " (replicas, a splitter of reads and writes), or its lock functions do nothing.",
					SERVERS_REMEDY);
		}
	}

	private void requireRelease() throws SQLException {
		require(this.second.tryAcquire(this.locks, this.key), "does not grant a lock that was released.", PROXY_REMEDY);
		this.second.release(this.locks, this.key);
	}

	private void requireSame(long before, long now) {
		require(before == now,
				("has replaced session %d by session %d while another connection was in a transaction:"
						+ " a proxy on the way pools transactions (pgbouncer, ProxySQL, RDS Proxy).")
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
