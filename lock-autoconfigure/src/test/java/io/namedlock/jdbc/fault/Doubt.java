package io.namedlock.jdbc.fault;

/**
 * What a history is judged by: since when a fault may show, and until when two may both
 * believe that they hold a lock.
 */
interface Doubt {

	/**
	 * The node that the fault strikes.
	 */
	String struck();

	/**
	 * The moment at which the fault began to strike, or the end of time.
	 */
	long since();

	/**
	 * Whether the server ends sessions of whose end their owners are told only
	 * afterwards.
	 */
	boolean isExcuse();

	/**
	 * Whether a lock is free as soon as its holder has heard so.
	 */
	boolean isAcknowledged();

	/**
	 * Until when two may both believe that they hold a lock, if anybody may.
	 */
	long excusedUntil();

}
