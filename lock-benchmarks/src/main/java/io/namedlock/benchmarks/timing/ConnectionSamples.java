package io.namedlock.benchmarks.timing;

import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Counts connections every now and then while a contender has its turn, and once more in
 * the end: a connection that waits for a lock may not outlive the wait.
 */
final class ConnectionSamples implements AutoCloseable {

	private static final long INTERVAL_MILLIS = 150;

	private final ScheduledExecutorService sampler = Executors.newSingleThreadScheduledExecutor(Threads.platform());

	private final Callable<Integer> count;

	private int most;

	ConnectionSamples(Callable<Integer> count) {
		this.count = count;
		this.sampler.scheduleWithFixedDelay(this::sample, INTERVAL_MILLIS, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
	}

	/**
	 * The most connections that were seen.
	 */
	int most() throws Exception {
		return this.sampler.submit(this::count).get();
	}

	@Override
	public void close() {
		this.sampler.shutdownNow();
	}

	private int count() throws Exception {
		this.most = Math.max(this.most, this.count.call());
		return this.most;
	}

	private void sample() {
		try {
			count();
		}
		catch (Exception ex) {
			// the count in the end fails too if the server does not tell
		}
	}

}
