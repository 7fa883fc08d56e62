package io.namedlock.jdbc.session;

import java.sql.SQLException;
import java.util.function.Consumer;

import io.namedlock.LockBackendException;
import io.namedlock.LockMode;
import io.namedlock.core.LockKey;
import io.namedlock.jdbc.SqlCall;
import io.namedlock.jdbc.dialect.BatchedCall;
import org.jspecify.annotations.Nullable;

/**
 * A call that is pending in a {@link CallQueue}: an attempt to have a lock or the release
 * of one, which goes to the server together with those of other threads. Its caller
 * either parks until the call is done, or has left a listener and gone on.
 */
final class QueuedCall implements BatchedCall {

	private final Kind kind;

	private final LockKey key;

	private final LockMode mode;

	private final @Nullable Consumer<SqlCall<Boolean>> listener;

	private final Thread caller = Thread.currentThread();

	private boolean success;

	private @Nullable Throwable failure;

	private volatile boolean done;

	QueuedCall(Kind kind, LockKey key, LockMode mode) {
		this(kind, key, mode, null);
	}

	/**
	 * Creates a call.
	 * @param listener is given the result in place of the current thread, on any thread;
	 * {@code null} if the thread waits for it
	 */
	QueuedCall(Kind kind, LockKey key, LockMode mode, @Nullable Consumer<SqlCall<Boolean>> listener) {
		this.kind = kind;
		this.key = key;
		this.mode = mode;
		this.listener = listener;
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
	 * The thread that waits for the result.
	 */
	Thread caller() {
		return this.caller;
	}

	/**
	 * Who is given the result, {@code null} if the caller waits for it.
	 */
	@Nullable Consumer<SqlCall<Boolean>> listener() {
		return this.listener;
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

	boolean isDone() {
		return this.done;
	}

	/**
	 * The result of a call that is done.
	 * @return whether the lock was granted or released
	 * @throws SQLException if nobody knows
	 * @throws LockBackendException if the database refused it
	 */
	boolean result() throws SQLException {
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
