package io.namedlock.benchmarks.soak;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * What has happened. Safe for use by several threads.
 */
final class SoakTally {

	private static final int MOST_TRACES = 5;

	private final LongAdder taken = new LongAdder();

	private final LongAdder refused = new LongAdder();

	private final AtomicInteger unexpected = new AtomicInteger();

	private volatile boolean running = true;

	boolean isRunning() {
		return this.running;
	}

	void end() {
		this.running = false;
	}

	void taken() {
		this.taken.increment();
	}

	void refused() {
		this.refused.increment();
	}

	/**
	 * Notes a failure that is none of the library's own exceptions.
	 */
	void unexpected(Throwable failure) {
		if (this.unexpected.incrementAndGet() <= MOST_TRACES) {
			failure.printStackTrace();
		}
	}

	int unexpected() {
		return this.unexpected.get();
	}

	@Override
	public String toString() {
		return "%d done, %d refused, %d unexpected".formatted(this.taken.sum(), this.refused.sum(),
				this.unexpected.get());
	}

}
