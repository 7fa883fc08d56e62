package io.namedlock.jdbc.pool;

import io.namedlock.jdbc.LockFailures;
import io.namedlock.jdbc.PlatformThreads;
import io.namedlock.jdbc.ReleaseMode;

/**
 * What all sessions of a pool share.
 *
 * @param threads where everything runs that blocks at the database
 * @param failures what is said when the database fails
 * @param events who is told of sessions that begin and end
 * @param release what the release of a lock waits for
 */
public record SessionContext(PlatformThreads threads, LockFailures failures, SessionEvents events,
		ReleaseMode release) {

}
