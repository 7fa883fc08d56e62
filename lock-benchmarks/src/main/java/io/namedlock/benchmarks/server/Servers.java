package io.namedlock.benchmarks.server;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * All servers of a run. They end with {@link #close}, with the JVM and with Ctrl-C.
 */
public final class Servers implements AutoCloseable {

	private final Deque<AutoCloseable> opened = new ArrayDeque<>();

	private final Addresses direct;

	private final Addresses delayed;

	private final long addedNanos;

	/**
	 * Starts them.
	 * @throws Exception if one does not start, except for Redis, which may be missing
	 */
	public Servers() throws Exception {
		Runtime.getRuntime().addShutdownHook(new Thread(this::close, "servers-stop"));
		MariaDbServer mariaDb = open(new MariaDbServer());
		RedisServer redis = RedisServer.start().orElse(null);
		DelayRelay databaseRelay = relay(mariaDb.port());
		Redis redisDirect = null;
		Redis redisDelayed = null;
		RelayCalibration calibration = new RelayCalibration(mariaDb.port(), databaseRelay.port());
		long delay = calibration.adjust(databaseRelay);
		if (redis != null) {
			open(redis);
			DelayRelay redisRelay = relay(redis.port());
			redisRelay.delay(delay);
			redisDirect = new Redis(redis.port());
			redisDelayed = new Redis(redisRelay.port());
		}
		this.direct = new Addresses(new Database(mariaDb.port()), redisDirect);
		this.delayed = new Addresses(new Database(databaseRelay.port()), redisDelayed);
		this.addedNanos = calibration.added();
	}

	/**
	 * The servers' own addresses.
	 * @return the addresses
	 */
	public Addresses direct() {
		return this.direct;
	}

	/**
	 * The servers through a network that adds {@link #addedNanos} to each round trip.
	 * @return the addresses
	 */
	public Addresses delayed() {
		return this.delayed;
	}

	/**
	 * What the delaying network was seen to add to a round trip, in the median.
	 * @return nanoseconds
	 */
	public long addedNanos() {
		return this.addedNanos;
	}

	/**
	 * Whether Redis is there.
	 * @return {@code false} where {@code redis-server} is not installed
	 */
	public boolean hasRedis() {
		return this.direct.redis() != null;
	}

	@Override
	public synchronized void close() {
		while (!this.opened.isEmpty()) {
			try {
				this.opened.pop().close();
			}
			catch (Exception ex) {
				System.err.println("A server did not end: " + ex);
			}
		}
	}

	private DelayRelay relay(int port) throws IOException {
		return open(new DelayRelay(port));
	}

	private synchronized <T extends AutoCloseable> T open(T server) {
		this.opened.push(server);
		return server;
	}

}
