package io.namedlock.jdbc;

import java.sql.SQLException;

import io.namedlock.core.LockKey;
import io.namedlock.jdbc.dialect.NamedLockDialect;
import org.jspecify.annotations.Nullable;

/**
 * A call of one thread that goes to the server together with those of others: an attempt
 * to have a lock, or the release of one.
 */
final class QueuedCall extends PlaceInLine {

	private final Kind kind;

	private final LockKey key;

	private boolean success;

	private @Nullable Throwable failure;

	private volatile boolean done;

	QueuedCall(Kind kind, LockKey key) {
		this.kind = kind;
		this.key = key;
	}

	Kind kind() {
		return this.kind;
	}

	LockKey key() {
		return this.key;
	}

	/**
	 * Ends the call.
	 * @param success whether the lock was granted or released
	 */
	void end(boolean success) {
		this.success = success;
		this.done = true;
	}

	/**
	 * Ends the call, unless it has ended, when nobody knows what became of it.
	 */
	void fail(Throwable failure) {
		if (!this.done) {
			this.failure = failure;
			this.done = true;
		}
	}

	boolean isDone() {
		return this.done;
	}

	/**
	 * The result of a call that is done.
	 * @return whether the lock was granted or released
	 * @throws SQLException if nobody knows
	 */
	boolean result() throws SQLException {
		Throwable cause = this.failure;
		if (cause instanceof SQLException ex) {
			throw new SQLException(ex.getMessage(), ex.getSQLState(), ex.getErrorCode(), ex);
		}
		if (cause != null) {
			throw new SQLException("The statement failed: " + cause, cause);
		}
		return this.success;
	}

	/**
	 * What is asked of the server.
	 */
	enum Kind {

		/**
		 * Have a lock if it is free.
		 */
		ATTEMPT(NamedLockDialect.ATTEMPT),

		/**
		 * Give a lock back.
		 */
		RELEASE(NamedLockDialect.RELEASE);

		private final int code;

		Kind(int code) {
			this.code = code;
		}

		/**
		 * What stands for it in a batch.
		 */
		int code() {
			return this.code;
		}

	}

}
