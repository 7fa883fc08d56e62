package io.namedlock.jdbc.fault;

import org.jspecify.annotations.Nullable;

/**
 * Something that happens to a lock at one moment between two others.
 *
 * @param kind what
 * @param hold whose lock it is; {@code null} for a refusal
 * @param from the first moment at which it can have happened
 * @param to the last one
 */
record LockOperation(Kind kind, @Nullable Hold hold, long from, long to) {

	/**
	 * What can happen.
	 */
	enum Kind {

		/**
		 * The lock is free, and is somebody's from then on.
		 */
		GRANT,

		/**
		 * The lock is somebody's, and free from then on.
		 */
		END,

		/**
		 * The lock is somebody's, and somebody else is told so.
		 */
		REFUSAL

	}

}
