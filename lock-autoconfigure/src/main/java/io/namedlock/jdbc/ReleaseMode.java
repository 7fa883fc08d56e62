package io.namedlock.jdbc;

/**
 * What the release of a lock waits for.
 */
public enum ReleaseMode {

	/**
	 * The database's answer: the lock is free afterwards, and a lock that was lost before
	 * its release is told to whoever releases it.
	 */
	ACKNOWLEDGED,

	/**
	 * Nothing: the release is on its way, ahead of whatever this JVM asks for next on the
	 * same session. A lock that is found lost by then is only reported in the log.
	 */
	SENT

}
