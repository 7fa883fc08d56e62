package io.namedlock.benchmarks.contender;

import java.sql.SQLException;
import java.util.Arrays;

import io.namedlock.benchmarks.server.Addresses;

/**
 * The contenders, each at its best settings for the workloads here, and what they are
 * measured against.
 */
public enum ContenderType {

	/**
	 * This library, its locks on shared sessions.
	 */
	SHARED("shared", (owner, servers) -> new LibraryContender(owner, servers.database())),

	/**
	 * This library, the locks of each thread on a session of its own.
	 */
	DEDICATED("dedicated",
			(owner, servers) -> new LibraryContender(owner, servers.database(), "named-lock.sessions.mode=dedicated",
					"named-lock.sessions.waiting=64", "named-lock.sessions.max=80")),

	/**
	 * This library, not waiting for the answer to a release.
	 */
	SENT("sent", (owner, servers) -> new LibraryContender(owner, servers.database(), "named-lock.release=sent")),

	/**
	 * A connection for each lock, from a pool of 8.
	 */
	POOL_8("pool-8", (owner, servers) -> new PooledContender(owner, servers.database(), 8)),

	/**
	 * A connection for each lock, from a pool of 10.
	 */
	POOL_10("pool-10", (owner, servers) -> new PooledContender(owner, servers.database(), 10)),

	/**
	 * A connection for each lock, from a pool of 64.
	 */
	POOL_64("pool-64", (owner, servers) -> new PooledContender(owner, servers.database(), 64)),

	/**
	 * Redisson's {@code RLock}.
	 */
	REDISSON("redisson", (owner, servers) -> new RedissonContender(owner, servers.requireRedis(), false)),

	/**
	 * Redisson's fair {@code RLock}.
	 */
	REDISSON_FAIR("redisson-fair", (owner, servers) -> new RedissonContender(owner, servers.requireRedis(), true)),

	/**
	 * Spring Integration's {@code JdbcLockRegistry}.
	 */
	INTEGRATION("integration", (owner, servers) -> new IntegrationContender(owner, servers.database())),

	/**
	 * ShedLock's {@code JdbcTemplateLockProvider}.
	 */
	SHEDLOCK("shedlock", (owner, servers) -> new ShedLockContender(owner, servers.database())),

	/**
	 * No lock: two bare round trips on one connection.
	 */
	BARE("bare", (owner, servers) -> new BareContender(owner, servers.database())),

	/**
	 * No lock: one {@code SELECT 1} on a connection from a pool of 16.
	 */
	SELECT_16("select-16", (owner, servers) -> new SelectContender(owner, servers.database(), 16));

	private final String id;

	private final Factory factory;

	ContenderType(String id, Factory factory) {
		this.id = id;
		this.factory = factory;
	}

	/**
	 * The name in the command line and in the report.
	 * @return the name
	 */
	public String id() {
		return this.id;
	}

	/**
	 * Whether it locks at all.
	 * @return {@code false} for what the locks are only measured against
	 */
	public boolean locks() {
		return this != BARE && this != SELECT_16;
	}

	/**
	 * Whether it needs Redis.
	 * @return {@code true} if it does
	 */
	public boolean needsRedis() {
		return this == REDISSON || this == REDISSON_FAIR;
	}

	/**
	 * How many threads drive it where a workload has more; a baseline is at its best with
	 * a thread for each connection.
	 * @param wanted the workload's number of threads
	 * @return the number
	 */
	public int threads(int wanted) {
		return (this == SELECT_16) ? Math.min(wanted, 16) : wanted;
	}

	/**
	 * Opens the contender.
	 * @param servers where its server is
	 * @return the contender, to be closed
	 * @throws Exception if it does not start
	 */
	public Contender open(Addresses servers) throws Exception {
		return this.factory.open(this.id, servers);
	}

	/**
	 * How many connections to its server it has open, in all JVMs.
	 * @param servers where its server is
	 * @return the number
	 * @throws SQLException if the server does not tell
	 */
	public int connections(Addresses servers) throws SQLException {
		return needsRedis() ? servers.requireRedis().connectionsOf(this.id) : servers.database().connectionsOf(this.id);
	}

	/**
	 * The contender with an {@link #id}.
	 * @param id the name
	 * @return the contender
	 */
	public static ContenderType of(String id) {
		return Arrays.stream(values())
			.filter((type) -> type.id.equals(id))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException("There is no contender '" + id + "', only "
					+ Arrays.stream(values()).map(ContenderType::id).toList()));
	}

	private interface Factory {

		Contender open(String owner, Addresses servers) throws Exception;

	}

}
