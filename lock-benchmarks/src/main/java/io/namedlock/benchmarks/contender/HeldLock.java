package io.namedlock.benchmarks.contender;

/**
 * A lock that is held.
 */
@FunctionalInterface
public interface HeldLock {

	/**
	 * Releases it.
	 * @throws Exception if that fails
	 */
	void release() throws Exception;

}
