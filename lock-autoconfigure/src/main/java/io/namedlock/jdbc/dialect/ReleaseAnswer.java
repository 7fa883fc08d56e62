package io.namedlock.jdbc.dialect;

import org.jspecify.annotations.Nullable;

/**
 * What a database answers to the release of a lock.
 *
 * @since 0.1
 */
public enum ReleaseAnswer {

	/**
	 * The session held the lock and has given it back.
	 */
	RELEASED,

	/**
	 * Another session holds the lock.
	 */
	HELD_BY_ANOTHER,

	/**
	 * No session holds the lock.
	 */
	HELD_BY_NOBODY;

	static ReleaseAnswer of(@Nullable Long answer) {
		if (answer == null) {
			return HELD_BY_NOBODY;
		}
		return (answer == 1) ? RELEASED : HELD_BY_ANOTHER;
	}

}
