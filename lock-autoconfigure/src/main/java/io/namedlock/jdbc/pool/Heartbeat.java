package io.namedlock.jdbc.pool;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.namedlock.jdbc.PlatformThreads;

/**
 * Lets the server hear of all sessions that do not wait, once an interval, and so finds
 * those that it has ended. Also ends those that nobody needs.
 */
public final class Heartbeat implements AutoCloseable {

	private final ScheduledExecutorService timer = Executors
		.newSingleThreadScheduledExecutor(PlatformThreads.factory("named-lock-heartbeat-"));

	private final SessionPool pool;

	public Heartbeat(SessionPool pool) {
		this.pool = pool;
	}

	/**
	 * Begins to beat.
	 */
	public void start(Duration interval) {
		this.timer.scheduleAtFixedRate(this::beat, interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
	}

	@Override
	public void close() {
		this.timer.shutdownNow();
	}

	private void beat() {
		this.pool.retireIdle();
		this.pool.ping();
	}

}
