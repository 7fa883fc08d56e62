package io.namedlock.benchmarks.timing;

import java.util.Arrays;

/**
 * What a contender did in a slice.
 *
 * @param pairs how many locks each thread, or each JVM, has taken and released
 * @param nanos in what time
 * @param latencies how long a pair took
 */
public record SliceResult(long[] pairs, long nanos, Latencies latencies) {

	/**
	 * Only times, of what does not follow each other as fast as it can.
	 * @param latencies the times
	 * @return the result
	 */
	public static SliceResult ofTimes(Latencies latencies) {
		return new SliceResult(new long[0], 0, latencies);
	}

	/**
	 * Locks taken and released in a second.
	 * @return the rate
	 */
	public double rate() {
		return total() * 1e9 / this.nanos;
	}

	/**
	 * Locks taken and released in all.
	 * @return the number
	 */
	public long total() {
		return Arrays.stream(this.pairs).sum();
	}

}
