package io.namedlock;

/**
 * An action without a result, to be run while a lock is held.
 *
 * @param <E> the type of what it throws
 * @since 0.1
 */
@FunctionalInterface
public interface LockedRunnable<E extends Throwable> {

	/**
	 * Runs the action.
	 * @throws E if it fails
	 */
	void run() throws E;

}
