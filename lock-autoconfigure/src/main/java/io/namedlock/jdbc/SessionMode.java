package io.namedlock.jdbc;

/**
 * Whose locks a session holds.
 */
public enum SessionMode {

	/**
	 * Those of many owners: few connections, however many locks there are.
	 */
	SHARED,

	/**
	 * Those of one owner, which also waits on it: a connection for each thread that holds
	 * or waits for locks, and the database finds deadlocks between the instances of an
	 * application.
	 */
	DEDICATED

}
