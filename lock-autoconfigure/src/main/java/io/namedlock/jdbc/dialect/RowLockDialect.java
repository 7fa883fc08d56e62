package io.namedlock.jdbc.dialect;

import java.sql.Connection;
import java.sql.SQLException;

import io.namedlock.LockMode;
import org.jspecify.annotations.Nullable;

/**
 * The SQL of a database whose rows are the locks, one row of the table {@code named_lock}
 * a key, and what its failures mean. A lock is held by the transaction that has locked
 * the row. Immutable and safe for use by several threads.
 * <p>
 * Unless it says otherwise, a query takes the lock's key as its only parameter and
 * answers with one row, or none if the table has no row of that key: the number of the
 * session that ran it, and the answer. A session whose number has changed is a new one
 * that holds no locks.
 *
 * @since 0.1
 */
public interface RowLockDialect extends LockDialect {

	/**
	 * The isolation that the session's transactions need, so that looking for a row locks
	 * nothing and whoever waited for a lock is not refused for what others have written.
	 * @return a level of {@link Connection}
	 */
	int isolation();

	/**
	 * {@inheritDoc} Its second column is the number of the transaction. It opens no
	 * snapshot, which would keep old versions of rows as long as the lock is held.
	 */
	@Override
	String ping();

	/**
	 * The query whether a lock has a row, which waits for nobody.
	 * @return a query; its answer means nothing
	 */
	String row();

	/**
	 * The statement that makes a row for a lock. It may fail because another session has
	 * made it.
	 * @return an update with the lock's key as its only parameter
	 */
	String createRow();

	/**
	 * The statement that removes the row of a lock that nobody holds.
	 * @return an update with the lock's key as its only parameter
	 */
	String deleteRow();

	/**
	 * The statement that bounds what the session's next statements wait for rows, where
	 * the statements cannot say so themselves.
	 * @param nanos how long to wait at most, in nanoseconds; at least 1
	 * @return a statement without parameters, {@code null} if none is needed
	 */
	@Nullable String limitWaits(long nanos);

	/**
	 * The query that locks a row if it is free.
	 * @param mode the mode, one that the database supports
	 * @return a query; its answer is the number of the transaction that holds the lock
	 */
	String tryLock(LockMode mode);

	/**
	 * The query that waits for a row and locks it.
	 * @param mode the mode, one that the database supports
	 * @param nanos how long to wait at most, in nanoseconds; at least
	 * {@link #shortestWait()} and more than zero
	 * @return a query, to be run after {@link #limitWaits}; its answer is the number of
	 * the transaction that holds the lock
	 */
	String lock(LockMode mode, long nanos);

	/**
	 * What a failure of {@link #tryLock} or {@link #lock} says of the lock. Nothing is
	 * held after a rollback in either case.
	 * @param failure the failure
	 * @return {@link AcquireAnswer#BUSY} or {@link AcquireAnswer#UNKNOWN}, {@code null}
	 * if the session has failed
	 */
	@Nullable AcquireAnswer refusal(SQLException failure);

	/**
	 * The query for the last fencing token of a key.
	 * @return a query; its answer is the token
	 */
	String token();

	/**
	 * The statement that makes a row for the fencing tokens of a key. It may fail because
	 * another session has made it.
	 * @return an update with the lock's key as its only parameter
	 */
	String createToken();

	/**
	 * The statement that draws the next fencing token of a key.
	 * @return an update with the lock's key as its only parameter
	 */
	String drawToken();

}
