package io.namedlock.jdbc.dialect;

import io.namedlock.core.LockKey;

/**
 * A call of a batch: an attempt to have a lock, or the release of one.
 */
public interface BatchedCall {

	/**
	 * Stands for no call.
	 */
	int NOTHING = 0;

	/**
	 * Stands for an attempt to have an exclusive lock.
	 */
	int ATTEMPT = 1;

	/**
	 * Stands for the release of an exclusive lock.
	 */
	int RELEASE = 2;

	/**
	 * Stands for an attempt to have a shared lock.
	 */
	int ATTEMPT_SHARED = 3;

	/**
	 * Stands for the release of a shared lock.
	 */
	int RELEASE_SHARED = 4;

	/**
	 * Which call it is, never {@link #NOTHING}.
	 */
	int code();

	/**
	 * The key of the lock.
	 */
	LockKey key();

}
