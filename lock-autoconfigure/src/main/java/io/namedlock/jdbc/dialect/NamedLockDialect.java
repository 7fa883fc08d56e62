package io.namedlock.jdbc.dialect;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

import io.namedlock.LockMode;
import io.namedlock.core.LockKey;
import org.jspecify.annotations.Nullable;

/**
 * The SQL of a database that has named locks, and what its answers mean. Immutable and
 * safe for use by several threads.
 * <p>
 * Unless it says otherwise, a query takes the lock's key as its only parameter and
 * answers with one row: the number of the session that ran it, and the answer. A session
 * whose number has changed is a new one that holds no locks.
 */
public interface NamedLockDialect extends LockDialect {

	/**
	 * The query that takes a lock if it is free, to be read by {@link #acquired(Long)}.
	 */
	String tryAcquire(LockMode mode);

	/**
	 * The query that waits for a lock, to be read by {@link #acquired(Long)}. Its
	 * parameters are set by {@link #bind(PreparedStatement, LockKey, long)}. It may also
	 * end with a failure that {@linkplain #isUndecided leaves open} whether the lock was
	 * granted.
	 * @param nanos how long to wait at most, in nanoseconds; at least
	 * {@link #shortestWait()} and more than zero
	 */
	String acquire(LockMode mode, long nanos);

	/**
	 * Sets the parameters of a query that {@linkplain #acquire waits}, for as many
	 * nanoseconds as the query was made for.
	 */
	void bind(PreparedStatement wait, LockKey key, long nanos) throws SQLException;

	/**
	 * The meaning of an answer to {@link #tryAcquire} and {@link #acquire}, which is
	 * {@code null} for NULL.
	 */
	default AcquireAnswer acquired(@Nullable Long answer) {
		return AcquireAnswer.of(answer);
	}

	/**
	 * The query that gives a lock back. Its answer is 1 if the session held the lock in
	 * that mode and has given it back.
	 */
	String release(LockMode mode);

	/**
	 * The query that makes so many calls in their order, none of which waits. Its answers
	 * are, behind the session's number, those of the calls, to be read as if each had
	 * been made alone: in one row, or in a row each. Its parameters are set by
	 * {@link #bind(PreparedStatement, List)}.
	 */
	String batch(int calls);

	/**
	 * Sets the parameters of a {@linkplain #batch(int) batch} to as many calls as it was
	 * made for.
	 */
	void bind(PreparedStatement batch, List<? extends BatchedCall> calls) throws SQLException;

	/**
	 * Sets the key as the only parameter of any other statement, as the database knows
	 * it.
	 */
	void bind(PreparedStatement statement, LockKey key) throws SQLException;

	/**
	 * The query, without parameters, that gives back all locks of the session. Its answer
	 * is the number of locks, or NULL if the database does not count them.
	 */
	String releaseAll();

	/**
	 * The query whether the session itself holds a lock. Its answer is 1 if the session
	 * holds the lock in that mode.
	 */
	String holds(LockMode mode);

	/**
	 * The query for the holder of a lock. Its answer is the number of the session that
	 * holds the lock, NULL if there is none, or more than one.
	 */
	String holder();

	/**
	 * The query whether a lock is free. Its answer is 1 if the lock is free, 0 if it is
	 * held, NULL if the database cannot tell.
	 */
	String free();

	/**
	 * How fencing tokens are drawn.
	 */
	TokenStatements token();

	/**
	 * Whether a failure says that a wait could never end.
	 */
	boolean isDeadlock(SQLException failure);

	/**
	 * Whether the server may say so of a wait that could end, because it gives up its
	 * search in a long chain of waiting sessions: the wait is then worth beginning once
	 * more.
	 */
	default boolean seesFalseDeadlocks() {
		return false;
	}

	/**
	 * Whether a failure ended a statement and left the session as it was, so that only
	 * the session can say whether the lock was granted: the time was over, somebody
	 * killed the statement, or the server was short of something.
	 */
	boolean isUndecided(SQLException failure);

	/**
	 * Why the server refuses one more lock, and the remedy, although the session works
	 * and keeps those that it holds; {@code null} if the failure says no such thing.
	 * @param failure a failure that was {@linkplain #isUndecided undecided}; the session
	 * has said that it does not hold the lock
	 */
	default @Nullable String refusal(SQLException failure) {
		return null;
	}

	/**
	 * How a database draws the next fencing token of a lock. The statement that draws it
	 * takes the text of the lock's key as its only parameter.
	 *
	 * @param update the statement that draws, if it cannot answer
	 * @param query the query for the token that the update has drawn, without parameters;
	 * or, where there is no update, the one that draws and answers
	 * @param table the statement by which the database's administrator creates the table
	 * of tokens
	 */
	record TokenStatements(@Nullable String update, String query, String table) {

	}

}
