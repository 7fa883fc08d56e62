package io.namedlock.annotation;

/**
 * What a call does when its lock cannot be had within the wait time.
 *
 * @since 0.1
 */
public enum WhenUnavailable {

	/**
	 * Throw {@link io.namedlock.LockNotAcquiredException}.
	 */
	THROW,

	/**
	 * Return without running the method, after one try unless there is a
	 * {@link NamedLock#waitTime()}: nothing for {@code void}, an empty {@code Optional},
	 * collection, map or stream, a {@code CompletionStage} that is already complete with
	 * one of these, and {@code null} for any other type. What is returned cannot be
	 * modified. A method that returns a primitive is refused at start.
	 */
	SKIP

}
