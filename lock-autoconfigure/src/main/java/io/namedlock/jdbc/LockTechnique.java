package io.namedlock.jdbc;

/**
 * What locks of a database are made of.
 *
 * @since 0.1
 */
public enum LockTechnique {

	/**
	 * Named locks where the database has them, else row locks.
	 */
	BEST,

	/**
	 * Named locks of the database, many to a session.
	 */
	NATIVE,

	/**
	 * Locked rows of the table {@code named_lock}, one to a session.
	 */
	ROW

}
