package io.namedlock.benchmarks.timing;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The figures of one contender in one workload. What was not measured is {@code null}.
 *
 * @param workload the workload
 * @param contender the contender
 * @param rates operations a second, one figure a round
 * @param p50Micros the median time of an operation
 * @param p99Micros the time that one operation of a hundred exceeds
 * @param connections the most connections that were open
 * @param leastShare what the slowest thread, or JVM, did, as a part of the mean
 * @param greatestShare what the fastest thread, or JVM, did, as a part of the mean
 * @param failure why there are no figures
 */
public record Measurement(String workload, String contender, List<Double> rates, @Nullable Double p50Micros,
		@Nullable Double p99Micros, @Nullable Integer connections, @Nullable Double leastShare,
		@Nullable Double greatestShare, @Nullable String failure) {

	/**
	 * A contender that failed.
	 * @param workload the workload
	 * @param contender the contender
	 * @param failure why
	 * @return no figures
	 */
	public static Measurement failed(String workload, String contender, String failure) {
		return new Measurement(workload, contender, List.of(), null, null, null, null, null, failure);
	}

	/**
	 * Only times.
	 * @param workload the workload
	 * @param contender the contender
	 * @param latencies the times
	 * @param connections the connections
	 * @return the figures
	 */
	public static Measurement ofTimes(String workload, String contender, Latencies latencies, int connections) {
		return new Measurement(workload, contender, List.of(), latencies.micros(50).orElseThrow(),
				latencies.micros(99).orElseThrow(), connections, null, null, null);
	}

	/**
	 * Only a time.
	 * @param workload the workload
	 * @param contender the contender
	 * @param micros the median
	 * @return the figures
	 */
	public static Measurement ofTime(String workload, String contender, double micros) {
		return new Measurement(workload, contender, List.of(1e6 / micros), micros, null, null, null, null, null);
	}

	/**
	 * The median of the {@link #rates}.
	 * @return operations a second
	 */
	public @Nullable Double rate() {
		return this.rates.isEmpty() ? null : Medians.of(this.rates);
	}

	/**
	 * How many times as fast as another this is: the median of the rounds' ratios, since
	 * what disturbs a machine disturbs neighbours alike.
	 * @param other the other
	 * @return the ratio of the rates, {@code null} where one of them has none
	 */
	public @Nullable Double ratioTo(Measurement other) {
		int rounds = Math.min(this.rates.size(), other.rates.size());
		if (rounds == 0) {
			return null;
		}
		return Medians.of(rounds, (round) -> this.rates.get(round) / other.rates.get(round));
	}

}
