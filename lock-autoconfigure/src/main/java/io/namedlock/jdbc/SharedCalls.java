package io.namedlock.jdbc;

import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

import io.namedlock.LockMode;
import io.namedlock.core.Deadline;
import io.namedlock.core.LockAttempt;
import io.namedlock.core.LockKey;
import org.jspecify.annotations.Nullable;

/**
 * Calls that do not wait for a lock, on sessions shared by all owners. One that meets a
 * dead session is made once more, on another one.
 */
final class SharedCalls {

	/**
	 * How long a caller whose deadline has passed may still be kept, so that a single try
	 * can reach the database.
	 */
	private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

	private final SessionPool pool;

	SharedCalls(SessionPool pool) {
		this.pool = pool;
	}

	/**
	 * Takes a lock if it is free, never on a session that holds it already: the server
	 * would let it in once more.
	 */
	@Nullable SessionGrant tryAcquire(LockAttempt attempt, Caller caller) throws InterruptedException, SQLException {
		LockKey key = attempt.key();
		LockMode mode = attempt.mode();
		return call(key, attempt.deadline(), caller, (session) -> !session.isHolding(key),
				(session, database) -> database.tryAcquire(key, mode) ? session.granted(key, mode) : null);
	}

	/**
	 * Makes a call for which no caller waits long, on a suitable session.
	 */
	<T extends @Nullable Object> T ask(LockKey key, Predicate<PooledSession> suitable, SessionCall<T> call)
			throws SQLException {
		try (Caller caller = new Caller(false)) {
			return call(key, Deadline.afterNanos(0), caller, suitable, call);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException("An uninterruptible caller is not interrupted", ex);
		}
	}

	private <T extends @Nullable Object> T call(LockKey key, Deadline deadline, Caller caller,
			Predicate<PooledSession> suitable, SessionCall<T> call) throws InterruptedException, SQLException {
		Deadline patience = Deadline.afterNanos(Math.max(deadline.remainingNanos(), PATIENCE_NANOS));
		try {
			return callOnce(key, patience, caller, suitable, call);
		}
		catch (SQLException ex) {
			if (patience.hasPassed()) {
				throw ex;
			}
			return callOnce(key, patience, caller, suitable, call);
		}
	}

	private <T extends @Nullable Object> T callOnce(LockKey key, Deadline deadline, Caller caller,
			Predicate<PooledSession> suitable, SessionCall<T> call) throws InterruptedException, SQLException {
		PooledSession session = this.pool.share(key, suitable);
		try {
			awaitOpen(session, deadline, caller);
			return session.call((database) -> call.run(session, database));
		}
		finally {
			this.pool.done(session);
		}
	}

	private static void awaitOpen(PooledSession session, Deadline deadline, Caller caller)
			throws InterruptedException, SQLException {
		try {
			caller.get(session.opening(), deadline.remainingNanos());
		}
		catch (TimeoutException ex) {
			throw new SQLTimeoutException("Opening a connection takes too long", "08001", ex);
		}
		catch (ExecutionException ex) {
			throw failure(ex);
		}
	}

	private static SQLException failure(ExecutionException failure) {
		if (failure.getCause() instanceof SQLException cause) {
			return cause;
		}
		return new SQLException("No connection could be opened: " + failure.getCause(), failure);
	}

	/**
	 * A call to the database on a session.
	 *
	 * @param <T> the type of its result
	 */
	@FunctionalInterface
	interface SessionCall<T extends @Nullable Object> {

		T run(PooledSession session, LockSession database) throws SQLException;

	}

}
