package io.namedlock.jdbc;

import java.sql.SQLException;
import java.util.UUID;

import io.namedlock.core.LockKey;

/**
 * A lock that the start-up check takes, under a name that nobody else uses. Closing it
 * removes what was made for it. Not safe for use by several threads.
 */
interface ProbeLock extends AutoCloseable {

	/**
	 * Takes the lock for a session, which does not wait for it.
	 * @return {@code false} if another session has it
	 */
	boolean tryAcquire(ProbeSession session) throws SQLException;

	/**
	 * Gives the lock back.
	 * @return {@code false} if the session had lost it before
	 */
	boolean release(ProbeSession session) throws SQLException;

	/**
	 * What a database may be like that gives the lock to two sessions, the end of a
	 * sentence.
	 */
	String doingNothing();

	@Override
	void close() throws SQLException;

	/**
	 * A key that nobody else uses.
	 */
	static LockKey newKey() {
		return LockKey.of("named-lock:self-test:" + UUID.randomUUID());
	}

}
