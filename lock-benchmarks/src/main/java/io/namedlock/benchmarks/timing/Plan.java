package io.namedlock.benchmarks.timing;

import java.time.Duration;

/**
 * How long a run measures.
 *
 * @param warmUp how long each contender of a workload runs before it counts
 * @param slice how long a contender runs at a time
 * @param rounds how often each has its turn
 * @param wakes how many wake-ups there are in a round
 */
public record Plan(Duration warmUp, Duration slice, int rounds, int wakes) {

	/**
	 * A run of a few minutes.
	 * @return the plan
	 */
	public static Plan full() {
		return new Plan(Duration.ofMillis(1500), Duration.ofMillis(800), 5, 40);
	}

	/**
	 * A run of less than a minute.
	 * @return the plan
	 */
	public static Plan quick() {
		return new Plan(Duration.ofMillis(1000), Duration.ofMillis(500), 3, 12);
	}

}
