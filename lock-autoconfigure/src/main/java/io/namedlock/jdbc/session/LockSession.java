package io.namedlock.jdbc.session;

import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;

import io.namedlock.LockDeadlockException;
import io.namedlock.LockMode;
import io.namedlock.LockStatus;
import io.namedlock.core.Deadline;
import io.namedlock.core.LockKey;
import io.namedlock.jdbc.SessionClock;
import io.namedlock.jdbc.SqlCall;

/**
 * A database session that can hold locks. Its calls run one after the other; they are
 * made on platform threads only, since an interrupt of a virtual thread would close the
 * connection. After an {@link SQLException} nobody knows what the session holds, and it
 * must be discarded.
 */
public interface LockSession {

	/**
	 * The session in the database's own terms.
	 */
	String name();

	/**
	 * The clock that tells whether the server may have ended the session for its silence.
	 */
	SessionClock clock();

	/**
	 * Takes a lock if it is free.
	 */
	boolean tryAcquire(LockKey key, LockMode mode) throws SQLException;

	/**
	 * Takes several locks up to the first that is not free.
	 * @return how many were taken
	 */
	int tryAcquireAll(List<LockKey> keys, LockMode mode) throws SQLException;

	/**
	 * Waits for a lock until the deadline. {@code true} is told only while the session's
	 * clock is young enough.
	 * @throws LockDeadlockException if the database says that the wait could never end,
	 * twice where it may be mistaken
	 */
	boolean await(LockKey key, LockMode mode, Deadline deadline) throws SQLException;

	/**
	 * Ends a wait that runs at the moment, if there is one.
	 */
	void cancel() throws SQLException;

	/**
	 * Makes the server answer, whatever cancellation may hit that answer.
	 */
	void settle() throws SQLException;

	/**
	 * Gives a lock back.
	 * @param mode the mode it was granted in
	 * @return {@code false} if the session did not hold it
	 */
	boolean release(LockKey key, LockMode mode) throws SQLException;

	/**
	 * Gives a lock back, in order with all other calls of the session, while the caller
	 * goes on.
	 * @param listener is given the answer, on any thread: as
	 * {@link #release(LockKey, LockMode)} gives it
	 */
	void sendRelease(LockKey key, LockMode mode, Consumer<SqlCall<Boolean>> listener);

	/**
	 * Gives a lock back and takes it again if nobody waits for it at the database.
	 */
	ExchangeAnswer exchange(LockKey key, LockMode held, LockMode wanted) throws SQLException;

	void releaseAll() throws SQLException;

	/**
	 * Whether the session holds a lock in this very mode.
	 */
	boolean holds(LockKey key, LockMode mode) throws SQLException;

	LockStatus status(LockKey key) throws SQLException;

	long drawFencingToken(LockKey key) throws SQLException;

	/**
	 * Makes the server answer, unless another call is doing that already.
	 */
	void ping() throws SQLException;

	/**
	 * Ends the session at the server for good.
	 */
	void discard();

	/**
	 * What became of a lock that a session gave back and tried to have again.
	 */
	enum ExchangeAnswer {

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

}
