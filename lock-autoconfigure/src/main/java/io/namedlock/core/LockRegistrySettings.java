package io.namedlock.core;

import java.time.Duration;

/**
 * How a registry works.
 *
 * @param namePrefix put before every name; may be empty
 * @param waitTime how long a request waits that does not say so itself
 * @param handOverLimit how many times in a row a lock may go from one owner of this JVM
 * to the next before other JVMs get their turn; zero never hands over
 * @param handOverPeriod how long after the database granted it a lock may still be handed
 * over
 * @param leakDetectionThreshold after how long a lock that is still held is reported as a
 * leak; zero never
 */
public record LockRegistrySettings(String namePrefix, Duration waitTime, int handOverLimit, Duration handOverPeriod,
		Duration leakDetectionThreshold) {

	/**
	 * The defaults: no prefix, 10 seconds, 64 times and 20 milliseconds, no leak
	 * detection.
	 * @return the settings
	 */
	public static LockRegistrySettings defaults() {
		return new LockRegistrySettings("", Duration.ofSeconds(10), 64, Duration.ofMillis(20), Duration.ZERO);
	}

}
