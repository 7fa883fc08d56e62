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
 * Unless it says otherwise, a query or an update takes the lock's key as its only
 * parameter. A query answers with one row, or none if the table has no row of that key:
 * the number of the session that ran it, and the answer. A session whose number has
 * changed is a new one that holds no locks.
 */
public interface RowLockDialect extends LockDialect {

	/**
	 * The isolation that the session's transactions need, a level of {@link Connection},
	 * so that looking for a row locks nothing and whoever waited for a lock is not
	 * refused for what others have written.
	 */
	int isolation();

	/**
	 * {@inheritDoc} Its second column is the number of the transaction. It opens no
	 * snapshot, which would keep old versions of rows as long as the lock is held.
	 */
	@Override
	String ping();

	/**
	 * The query whether a lock has a row, which waits for nobody. Its answer means
	 * nothing.
	 */
	String row();

	/**
	 * The update that makes a row for a lock. It may fail because another session has
	 * made it.
	 */
	String createRow();

	/**
	 * The update that removes the row of a lock that nobody holds.
	 */
	String deleteRow();

	/**
	 * The statement, without parameters, that bounds what the session's next statements
	 * wait for rows, where the statements cannot say so themselves; {@code null} if none
	 * is needed.
	 * @param nanos how long to wait at most, in nanoseconds; at least 1
	 */
	@Nullable String limitWaits(long nanos);

	/**
	 * The query that locks a row if it is free, in a mode that the database supports. Its
	 * answer is the number of the transaction that holds the lock.
	 */
	String tryLock(LockMode mode);

	/**
	 * The query that waits for a row and locks it, as {@link #tryLock} does, to be run
	 * after {@link #limitWaits}.
	 * @param nanos how long to wait at most, in nanoseconds; at least
	 * {@link #shortestWait()} and more than zero
	 */
	String lock(LockMode mode, long nanos);

	/**
	 * What a failure of {@link #tryLock} or {@link #lock} says of the lock:
	 * {@link AcquireAnswer#BUSY} or {@link AcquireAnswer#UNKNOWN}, and nothing is held
	 * after a rollback; or {@code null} if the session has failed.
	 */
	@Nullable AcquireAnswer refusal(SQLException failure);

	/**
	 * The query for the last fencing token of a key.
	 */
	String token();

	/**
	 * The update that makes a row for the fencing tokens of a key. It may fail because
	 * another session has made it.
	 */
	String createToken();

	/**
	 * The update that draws the next fencing token of a key.
	 */
	String drawToken();

}
