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

	/**
	 * Acquires two locks that nobody takes in the other order, waiting for them as long
	 * as it takes. One after the other, unless the contender has a way of its own.
	 * @param first the name of a lock
	 * @param second the name of another
	 * @return the locks, to be released by the same thread
	 * @throws Exception if they cannot be had
	 */
	default HeldLock acquireBoth(String first, String second) throws Exception {
		HeldLock one = acquire(first);
		HeldLock other = acquire(second);
		return () -> {
			other.release();
			one.release();
		};
	}

	@Override
	void close() throws Exception;

}
