package io.namedlock.benchmarks.timing;

import java.time.Duration;

/**
 * How long a run measures.
 *
 * @param warmUp how long each contender of a workload runs before it counts
 * @param slice how long a contender runs at a time
 * @param rounds how often each has its turn
 */
public record Plan(Duration warmUp, Duration slice, int rounds) {

	/**
	 * A run of a few minutes.
	 * @return the plan
	 */
	public static Plan full() {
		return new Plan(Duration.ofMillis(1500), Duration.ofMillis(800), 5);
	}

	/**
	 * A run of less than a minute.
	 * @return the plan
	 */
	public static Plan quick() {
		return new Plan(Duration.ofMillis(800), Duration.ofMillis(400), 3);
	}

}
