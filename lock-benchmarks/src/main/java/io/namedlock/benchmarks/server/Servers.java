package io.namedlock.benchmarks.server;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;

import org.jspecify.annotations.Nullable;

/**
 * All servers of a run. They end with {@link #close}, with the JVM and with Ctrl-C.
 */
public final class Servers implements AutoCloseable {

	private final Deque<AutoCloseable> opened = new ArrayDeque<>();

	private final Addresses direct;

	private final ServerProcesses processes;

	private final @Nullable DelayedNetwork network;

	/**
	 * Starts them.
	 * @param product which database
	 * @param withDelay whether they are also to be had through a slow network
	 * @throws Exception if one does not start, except for Redis, which may be missing
	 */
	public Servers(DatabaseProduct product, boolean withDelay) throws Exception {
		Runtime.getRuntime().addShutdownHook(new Thread(this::close, "servers-stop"));
		DatabaseServer database = open(DatabaseServer.start(product));
		RedisServer redis = open(RedisServer.start());
		this.direct = new Addresses(new Database(product, database.port()),
				(redis != null) ? new Redis(redis.port()) : null);
		this.processes = (redis != null) ? new ServerProcesses(database.process(), redis.process())
				: new ServerProcesses(database.process());
		this.network = withDelay ? open(new DelayedNetwork(this.direct)) : null;
	}

	/**
	 * The servers' own addresses.
	 * @return the addresses
	 */
	public Addresses direct() {
		return this.direct;
	}

	/**
	 * The servers through a network that adds 500 microseconds to each round trip.
	 * @return the addresses
	 */
	public Addresses delayed() {
		if (this.network == null) {
			throw new IllegalStateException("The servers were started without a slow network");
		}
		return this.network.addresses();
	}

	/**
	 * What the slow network was seen to add to a round trip, in the median.
	 * @return nanoseconds; nothing without such a network
	 */
	public OptionalLong addedNanos() {
		return (this.network != null) ? OptionalLong.of(this.network.addedNanos()) : OptionalLong.empty();
	}

	/**
	 * The processor time that the servers and their clients have used.
	 * @return the time
	 */
	public ProcessorTime processorTime() {
		return this.processes.time();
	}

	/**
	 * Waits until neither the servers nor this JVM are busy with what is over, for a
	 * second at most.
	 * @throws InterruptedException if this thread is interrupted
	 */
	public void awaitQuiet() throws InterruptedException {
		this.processes.awaitQuiet();
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

	private synchronized <T extends @Nullable AutoCloseable> T open(T server) {
		if (server != null) {
			this.opened.push(server);
		}
		return server;
	}

}
