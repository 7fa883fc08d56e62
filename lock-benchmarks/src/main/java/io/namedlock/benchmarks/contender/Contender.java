package io.namedlock.benchmarks.contender;

/**
 * A way to lock names, on connections of its own. Safe for use by several threads.
 */
public interface Contender extends AutoCloseable {

	/**
	 * Acquires a lock, waiting for it as long as it takes.
	 * @param name the lock's name
	 * @return the lock, to be released by the same thread
	 * @throws Exception if it cannot be had
	 */
	HeldLock acquire(String name) throws Exception;

	@Override
	void close() throws Exception;

}
