package io.namedlock.jdbc.dialect;

import org.jspecify.annotations.Nullable;

/**
 * What a database answers to an attempt to have a lock.
 */
public enum AcquireAnswer {

	/**
	 * The session holds the lock.
	 */
	GRANTED,

	/**
	 * Another session held the lock until the time was over.
	 */
	BUSY,

	/**
	 * The attempt ended without an answer, for example because it was killed, or with one
	 * that means nothing. Only the session itself can say whether it holds the lock.
	 */
	UNKNOWN;

	static AcquireAnswer of(@Nullable Long answer) {
		if (answer == null || answer < 0 || answer > 1) {
			return UNKNOWN;
		}
		return (answer == 1) ? GRANTED : BUSY;
	}

}
