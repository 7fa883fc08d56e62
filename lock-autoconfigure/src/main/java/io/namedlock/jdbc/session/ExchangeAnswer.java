package io.namedlock.jdbc.session;

/**
 * What became of a lock that a session gave back and tried to have again.
 */
public enum ExchangeAnswer {

	/**
	 * The session holds the lock again.
	 */
	GRANTED,

	/**
	 * Somebody else got the lock.
	 */
	BUSY,

	/**
	 * The session did not hold the lock, and does not hold it now.
	 */
	NOT_HELD

}
