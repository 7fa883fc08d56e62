package io.namedlock.benchmarks.timing;

import org.jspecify.annotations.Nullable;

/**
 * The figures of one contender in one round. What was not measured is {@code null}.
 *
 * @param rate operations a second
 * @param p50Micros the median time of an operation
 * @param p99Micros the time that one operation of a hundred exceeds
 */
public record Round(@Nullable Double rate, @Nullable Double p50Micros, @Nullable Double p99Micros) {

	static Round of(SliceResult result) {
		return new Round((result.nanos() > 0) ? result.rate() : null, result.latencies().micros(50),
				result.latencies().micros(99));
	}

	static Round ofTimes(Latencies latencies) {
		return of(SliceResult.ofTimes(latencies));
	}

}
