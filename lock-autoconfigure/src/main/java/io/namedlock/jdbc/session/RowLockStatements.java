package io.namedlock.jdbc.session;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;

import io.namedlock.LockMode;
import io.namedlock.LockStatus;
import io.namedlock.core.LockKey;
import io.namedlock.jdbc.SessionConnection;
import io.namedlock.jdbc.SessionConnection.Parameters;
import io.namedlock.jdbc.SqlCall;
import io.namedlock.jdbc.dialect.AcquireAnswer;
import io.namedlock.jdbc.dialect.RowLockDialect;
import org.jspecify.annotations.Nullable;

/**
 * A transaction that locks one row, on a connection that commits nothing by itself. The
 * row is made and committed before: an uncommitted one makes others that want to make it
 * deadlock, and an absent one lets two in. A rollback ends every doubt, since the
 * connection then holds nothing. Not safe for use by several threads, except for
 * {@link #cancel()} and {@link #discard()}.
 */
final class RowLockStatements {

	private final SessionConnection connection;

	private final RowLockDialect dialect;

	private final LockRows rows;

	private final Duration answerTime;

	private @Nullable Long transaction;

	/**
	 * The rows are on the same connection. An answer may take the answer time beyond the
	 * wait that was asked for.
	 */
	RowLockStatements(SessionConnection connection, RowLockDialect dialect, LockRows rows, Duration answerTime) {
		this.connection = connection;
		this.dialect = dialect;
		this.rows = rows;
		this.answerTime = answerTime;
	}

	boolean tryAcquire(LockKey key, LockMode mode) throws SQLException {
		return acquire(key, () -> ask(this.dialect.tryLock(mode), key));
	}

	/**
	 * Waits for a lock; {@code nanos} is at least 1.
	 */
	boolean acquire(LockKey key, LockMode mode, long nanos) throws SQLException {
		return acquire(key, () -> {
			this.rows.limitWaits(nanos);
			return this.connection.ask(this.dialect.lock(mode, nanos), LockRows.parameter(key),
					this.answerTime.plusNanos(nanos));
		});
	}

	/**
	 * Ends the transaction, and tells whether it held a lock. Nothing was written, so it
	 * makes no difference how, and this way works in every state of it.
	 */
	boolean release() throws SQLException {
		boolean held = this.transaction != null;
		rollback();
		return held;
	}

	/**
	 * Whether the transaction that was granted the lock is still the connection's.
	 */
	boolean isHolder() throws SQLException {
		Long granted = this.transaction;
		return granted != null && Objects.equals(ask(this.dialect.ping(), Parameters.NONE), granted);
	}

	/**
	 * Tries the lock in a transaction of its own: it is busy for that moment.
	 */
	LockStatus status(LockKey key) throws SQLException {
		requireIdle();
		try {
			ask(this.dialect.tryLock(LockMode.EXCLUSIVE), key);
			return LockStatus.free(key.name());
		}
		catch (SQLException ex) {
			return (refusal(ex) == AcquireAnswer.BUSY) ? LockStatus.held(key.name(), null)
					: LockStatus.unknown(key.name());
		}
		finally {
			rollback();
		}
	}

	long drawFencingToken(LockKey key) throws SQLException {
		requireIdle();
		return this.rows.drawToken(key);
	}

	/**
	 * Makes the server answer, and begins no transaction by that.
	 */
	@Nullable Long ping() throws SQLException {
		Long answer = ask(this.dialect.ping(), Parameters.NONE);
		if (this.transaction == null) {
			rollback();
		}
		return answer;
	}

	void cancel() throws SQLException {
		this.connection.cancel();
	}

	String sessionName() {
		return this.connection.name();
	}

	void discard() {
		this.connection.discard();
	}

	/**
	 * Locks a row, once more if somebody has deleted it: a deletion waits for the holder,
	 * as everybody does.
	 */
	private boolean acquire(LockKey key, SqlCall<@Nullable Long> query) throws SQLException {
		requireIdle();
		AcquireAnswer answer = lockKnown(key, query);
		if (answer == null) {
			this.rows.forget(key);
			answer = lockKnown(key, query);
		}
		return answer == AcquireAnswer.GRANTED;
	}

	private @Nullable AcquireAnswer lockKnown(LockKey key, SqlCall<@Nullable Long> query) throws SQLException {
		this.rows.make(key);
		AcquireAnswer answer = lock(query);
		if (answer != AcquireAnswer.GRANTED) {
			rollback();
		}
		return answer;
	}

	/**
	 * Runs a query that locks a row; {@code null} if there was none.
	 */
	private @Nullable AcquireAnswer lock(SqlCall<@Nullable Long> query) throws SQLException {
		try {
			this.transaction = query.run();
			return (this.transaction != null) ? AcquireAnswer.GRANTED : null;
		}
		catch (SQLException ex) {
			return refusal(ex);
		}
	}

	private AcquireAnswer refusal(SQLException failure) throws SQLException {
		AcquireAnswer answer = this.dialect.refusal(failure);
		if (answer == null) {
			throw failure;
		}
		return answer;
	}

	private @Nullable Long ask(String query, LockKey key) throws SQLException {
		return ask(query, LockRows.parameter(key));
	}

	private @Nullable Long ask(String query, Parameters parameters) throws SQLException {
		return this.connection.ask(query, parameters, this.answerTime);
	}

	private void rollback() throws SQLException {
		this.transaction = null;
		this.connection.rollback(this.answerTime);
	}

	/**
	 * A transaction that holds a lock is for nothing else: what it did besides would end
	 * with the lock, or end it.
	 */
	private void requireIdle() {
		if (this.transaction != null) {
			throw new IllegalStateException("The session holds a lock already");
		}
	}

}
