package io.namedlock.jdbc.check;

import java.sql.SQLException;
import java.util.UUID;

import io.namedlock.core.LockKey;
import io.namedlock.jdbc.dialect.LockDialect;
import io.namedlock.jdbc.dialect.NamedLockDialect;
import io.namedlock.jdbc.dialect.RowLockDialect;

/**
 * A lock that the start-up check takes, under a name that nobody else uses. Closing it
 * removes what was made for it. Not safe for use by several threads.
 */
interface ProbeLock extends AutoCloseable {

	/**
	 * Takes the lock for a session, unless another one has it.
	 */
	boolean tryAcquire(ProbeSession session) throws SQLException;

	/**
	 * Gives the lock back; {@code false} if the session had lost it before.
	 */
	boolean release(ProbeSession session) throws SQLException;

	/**
	 * Why a database may give the lock to two sessions at once, for the end of a message.
	 */
	String doingNothing();

	@Override
	void close() throws SQLException;

	/**
	 * A lock of the kind that a database has. The maker makes what is needed for it, and
	 * removes that.
	 */
	static ProbeLock of(LockDialect dialect, ProbeSession maker) throws SQLException {
		return (dialect instanceof RowLockDialect rows) ? new ProbeRowLock(rows, maker)
				: new ProbeNamedLock((NamedLockDialect) dialect);
	}

	static LockKey newKey() {
		return LockKey.of("named-lock:self-test:" + UUID.randomUUID());
	}

}
