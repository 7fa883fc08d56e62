package io.namedlock;

import org.jspecify.annotations.Nullable;

/**
 * An action with a result, to be run while a lock is held.
 *
 * @param <T> the type of its result
 * @param <E> the type of what it throws
 * @since 0.1
 */
@FunctionalInterface
public interface LockedCallable<T extends @Nullable Object, E extends Throwable> {

	/**
	 * Runs the action.
	 * @return its result
	 * @throws E if it fails
	 */
	T call() throws E;

}
