package io.namedlock.jdbc;

/**
 * What grants locks.
 */
public enum LockTechnique {

	/**
	 * The named locks of the database, or row locks if it has none.
	 */
	AUTO,

	/**
	 * The named locks of the database, many to a session.
	 */
	NATIVE,

	/**
	 * Locked rows of the table {@code named_lock}, each lock on a connection of its own.
	 */
	ROW,

	/**
	 * No database: locks exclude the threads of this JVM alone, for tests.
	 */
	MEMORY

}
