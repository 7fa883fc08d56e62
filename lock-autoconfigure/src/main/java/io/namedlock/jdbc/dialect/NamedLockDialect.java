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
 *
 * @since 0.1
 */
public interface NamedLockDialect extends LockDialect {

	/**
	 * The query that takes a lock if it is free.
	 * @param mode how the lock is to be held
	 * @return a query, to be read by {@link #acquired(Long)}
	 */
	String tryAcquire(LockMode mode);

	/**
	 * The query that waits for a lock.
	 * @param mode how the lock is to be held
	 * @param nanos how long to wait at most, in nanoseconds; at least
	 * {@link #shortestWait()} and more than zero
	 * @return a query whose parameters are set by
	 * {@link #bind(PreparedStatement, LockKey, long)}, to be read by
	 * {@link #acquired(Long)}. It may also end with a failure that
	 * {@linkplain #isUndecided leaves open} whether the lock was granted
	 */
	String acquire(LockMode mode, long nanos);

	/**
	 * Sets the parameters of a query that {@linkplain #acquire waits}.
	 * @param wait the statement
	 * @param key the lock's key
	 * @param nanos how long to wait at most, as it was said when the query was made
	 * @throws SQLException if the driver refuses them
	 */
	void bind(PreparedStatement wait, LockKey key, long nanos) throws SQLException;

	/**
	 * The meaning of an answer to {@link #tryAcquire} and {@link #acquire}.
	 * @param answer the answer, {@code null} for NULL
	 * @return its meaning
	 */
	default AcquireAnswer acquired(@Nullable Long answer) {
		return AcquireAnswer.of(answer);
	}

	/**
	 * The query that gives a lock back.
	 * @param mode how the lock is held
	 * @return a query; its answer is 1 if the session held the lock and has given it back
	 */
	String release(LockMode mode);

	/**
	 * The query that makes several calls in their order, none of which waits. Its answers
	 * are, behind the session's number, those of the calls, to be read as if each had
	 * been made alone: in one row, or in a row each.
	 * @param calls how many calls there are
	 * @return a query whose parameters are set by {@link #bind(PreparedStatement, List)}
	 */
	String batch(int calls);

	/**
	 * Sets the parameters of a {@linkplain #batch(int) batch}.
	 * @param batch the statement
	 * @param calls as many calls as the batch was made for
	 * @throws SQLException if the driver refuses them
	 */
	void bind(PreparedStatement batch, List<? extends BatchedCall> calls) throws SQLException;

	/**
	 * Sets the key as the only parameter of any other statement, as the database knows
	 * it.
	 * @param statement the statement
	 * @param key the lock's key
	 * @throws SQLException if the driver refuses it
	 */
	void bind(PreparedStatement statement, LockKey key) throws SQLException;

	/**
	 * The query that gives back all locks of the session.
	 * @return a query without parameters; its answer is the number of locks, or NULL if
	 * the database does not count them
	 */
	String releaseAll();

	/**
	 * The query whether the session itself holds a lock.
	 * @param mode how the lock is held
	 * @return a query; its answer is 1 if the session holds the lock in that mode
	 */
	String holds(LockMode mode);

	/**
	 * The query for the holder of a lock.
	 * @return a query; its answer is the number of the session that holds the lock, NULL
	 * if there is none, or more than one
	 */
	String holder();

	/**
	 * The query whether a lock is free.
	 * @return a query; its answer is 1 if the lock is free, 0 if it is held, NULL if the
	 * database cannot tell
	 */
	String free();

	/**
	 * How fencing tokens are drawn.
	 * @return the statements
	 */
	TokenStatements token();

	/**
	 * Whether a failure says that a wait could never end.
	 * @param failure the failure
	 * @return {@code true} for a deadlock
	 */
	boolean isDeadlock(SQLException failure);

	/**
	 * Whether the server may say so of a wait that could end, because it gives up its
	 * search in a long chain of waiting sessions.
	 * @return {@code true} if the wait is worth beginning once more
	 */
	default boolean seesFalseDeadlocks() {
		return false;
	}

	/**
	 * Whether a failure ended a statement and left the session as it was, so that only
	 * the session can say whether the lock was granted: the time was over, somebody
	 * killed the statement, or the server was short of something.
	 * @param failure the failure
	 * @return {@code true} if the session is to be asked
	 */
	boolean isUndecided(SQLException failure);

	/**
	 * Why the server refuses one more lock, although the session works and keeps those
	 * that it holds.
	 * @param failure a failure that was {@linkplain #isUndecided undecided}; the session
	 * has said that it does not hold the lock
	 * @return the reason and its remedy, {@code null} if the failure says no such thing
	 */
	default @Nullable String refusal(SQLException failure) {
		return null;
	}

}
