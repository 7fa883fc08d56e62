package io.namedlock.jdbc;

import java.sql.SQLException;

import io.namedlock.LockBackendException;
import io.namedlock.LockMode;
import io.namedlock.core.LockKey;
import io.namedlock.jdbc.dialect.BatchedCall;
import org.jspecify.annotations.Nullable;

/**
 * A call of one thread that goes to the server together with those of others: an attempt
 * to have a lock, or the release of one.
 */
class QueuedCall extends PlaceInLine implements BatchedCall {

	private final Kind kind;

	private final LockKey key;

	private final LockMode mode;

	private boolean success;

	private @Nullable Throwable failure;

	private volatile boolean done;

	QueuedCall(Kind kind, LockKey key, LockMode mode) {
		this.kind = kind;
		this.key = key;
		this.mode = mode;
	}

	Kind kind() {
		return this.kind;
	}

	@Override
	public LockKey key() {
		return this.key;
	}

	LockMode mode() {
		return this.mode;
	}

	@Override
	public int code() {
		return (this.mode == LockMode.SHARED) ? this.kind.sharedCode : this.kind.code;
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
	 * Ends the call, unless it has ended, when it was refused or nobody knows what became
	 * of it.
	 */
	void fail(Throwable failure) {
		if (!this.done) {
			this.failure = failure;
			this.done = true;
		}
	}

	final boolean isDone() {
		return this.done;
	}

	/**
	 * The result of a call that is done.
	 * @return whether the lock was granted or released
	 * @throws SQLException if nobody knows
	 * @throws LockBackendException if the database refused it
	 */
	final boolean result() throws SQLException {
		Throwable cause = this.failure;
		if (cause instanceof SQLException ex) {
			throw new SQLException(ex.getMessage(), ex.getSQLState(), ex.getErrorCode(), ex);
		}
		if (cause instanceof LockBackendException ex) {
			throw ex;
		}
		if (cause != null) {
			throw new SQLException("The statement failed: " + cause, cause);
		}
		return this.success;
	}

	/**
	 * The same, but for a caller to whom a refusal is no other than a lock that is not
	 * free: whoever asks for that lock alone hears why.
	 */
	boolean isSuccessful() throws SQLException {
		return !(this.failure instanceof LockBackendException) && result();
	}

	/**
	 * What is asked of the server.
	 */
	enum Kind {

		/**
		 * Have a lock if it is free.
		 */
		ATTEMPT(BatchedCall.ATTEMPT, BatchedCall.ATTEMPT_SHARED),

		/**
		 * Give a lock back.
		 */
		RELEASE(BatchedCall.RELEASE, BatchedCall.RELEASE_SHARED);

		private final int code;

		private final int sharedCode;

		Kind(int code, int sharedCode) {
			this.code = code;
			this.sharedCode = sharedCode;
		}

	}

}
