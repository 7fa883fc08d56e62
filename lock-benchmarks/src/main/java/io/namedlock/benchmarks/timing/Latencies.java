package io.namedlock.benchmarks.timing;

import java.util.concurrent.TimeUnit;

import org.HdrHistogram.IntCountsHistogram;
import org.jspecify.annotations.Nullable;

/**
 * How long things took, within one percent. Small, since a thousand threads have one
 * each; to be written by one thread at a time.
 */
public final class Latencies {

	private static final long LOWEST = 100;

	private static final long HIGHEST = TimeUnit.MINUTES.toNanos(2);

	private static final int DIGITS = 2;

	private final IntCountsHistogram histogram = new IntCountsHistogram(LOWEST, HIGHEST, DIGITS);

	/**
	 * Adds a time.
	 * @param nanos the time in nanoseconds
	 */
	public void add(long nanos) {
		this.histogram.recordValue(Math.min(Math.max(nanos, 0), HIGHEST));
	}

	/**
	 * Adds all times of another.
	 * @param other the other
	 */
	public void addAll(Latencies other) {
		this.histogram.add(other.histogram);
	}

	/**
	 * A percentile.
	 * @param percentile such as 99
	 * @return microseconds, {@code null} if there are no times
	 */
	public @Nullable Double micros(double percentile) {
		return (this.histogram.getTotalCount() > 0) ? this.histogram.getValueAtPercentile(percentile) / 1_000.0 : null;
	}

}
