package io.namedlock.jdbc;

import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

import io.namedlock.LockMode;
import io.namedlock.core.Deadline;
import io.namedlock.core.LockAttempt;
import io.namedlock.core.LockGrant;
import io.namedlock.core.LockKey;
import io.namedlock.jdbc.PooledSession.SessionCall;
import io.namedlock.jdbc.SessionUse.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Calls that do not wait for a lock, on sessions shared by all owners. One that meets a
 * dead session is made once more, on another one.
 */
final class SharedCalls {

	private final SessionPool pool;

	SharedCalls(SessionPool pool) {
		this.pool = pool;
	}

	/**
	 * Takes a lock if it is free, never on a session that holds it already: the server
	 * would let it in once more.
	 */
	@Nullable SessionGrant tryAcquire(LockAttempt attempt, Caller caller) throws InterruptedException, SQLException {
		return twice(attempt.deadline(),
				(patience) -> attempt(this.pool.forAttempt(attempt, caller), Kind.ATTEMPT, attempt, patience, caller));
	}

	/**
	 * The same on the current thread's own session.
	 */
	@Nullable SessionGrant tryAcquireForOwner(LockAttempt attempt, Caller caller) throws InterruptedException, SQLException {
		return twice(attempt.deadline(),
				(patience) -> attempt(this.pool.forOwner(attempt, caller), Kind.WAIT, attempt, patience, caller));
	}

	/**
	 * Takes several locks up to the first that is not free.
	 * @return the locks, {@code null} if no session has room for all of them
	 */
	@Nullable List<LockGrant> tryAcquireAll(List<LockAttempt> attempts, Caller caller) throws InterruptedException, SQLException {
		List<LockKey> keys = attempts.stream().map(LockAttempt::key).toList();
		LockMode mode = attempts.get(0).mode();
		return twice(attempts.get(0).deadline(), (patience) -> {
			PooledSession session = this.pool.forAttempts(keys);
			return (session != null) ? tryAcquireAll(session, keys, mode, patience, caller) : null;
		});
	}

	private List<LockGrant> tryAcquireAll(PooledSession session, List<LockKey> keys, LockMode mode, Deadline patience,
			Caller caller) throws InterruptedException, SQLException {
		try {
			awaitOpen(session, patience, caller);
			int taken = session.call((database) -> database.tryAcquireAll(keys, mode));
			List<LockGrant> grants = new ArrayList<>(taken);
			for (LockKey key : keys.subList(0, taken)) {
				grants.add(session.granted(key, mode));
			}
			return grants;
		}
		finally {
			keys.forEach((key) -> this.pool.done(session, Kind.ATTEMPT));
		}
	}

	/**
	 * Makes a call for which no caller waits long, on a suitable session.
	 */
	<T extends @Nullable Object> T ask(LockKey key, Predicate<PooledSession> suitable, SessionCall<T> question)
			throws SQLException {
		try (Caller caller = new Caller(false)) {
			return twice(Deadline.afterNanos(0), (patience) -> call(this.pool.forQuestion(key, suitable), Kind.QUESTION,
					patience, caller, question));
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException("An uninterruptible caller is not interrupted", ex);
		}
	}

	/**
	 * Makes a call for which no caller waits long, on a session that is used for nothing
	 * else meanwhile.
	 */
	<T> T askApart(LockKey key, SessionCall<T> question) throws SQLException {
		LockAttempt attempt = new LockAttempt(key, LockMode.EXCLUSIVE, Deadline.afterNanos(0), false);
		try (Caller caller = new Caller(false)) {
			return twice(attempt.deadline(), (patience) -> call(this.pool.forAttempt(attempt, caller), Kind.ATTEMPT,
					patience, caller, question));
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException("An uninterruptible caller is not interrupted", ex);
		}
	}

	private static <T extends @Nullable Object> T twice(Deadline deadline, Try<T> call)
			throws InterruptedException, SQLException {
		Deadline patience = Deadline.afterNanos(Math.max(deadline.remainingNanos(), SessionPool.PATIENCE_NANOS));
		try {
			return call.run(patience);
		}
		catch (SQLException ex) {
			if (patience.hasPassed()) {
				throw ex;
			}
			return call.run(patience);
		}
	}

	private @Nullable SessionGrant attempt(PooledSession session, Kind kind, LockAttempt attempt, Deadline patience,
			Caller caller) throws InterruptedException, SQLException {
		return call(session, kind, patience, caller, (database) -> database.tryAcquire(attempt.key(), attempt.mode())
				? session.granted(attempt.key(), attempt.mode()) : null);
	}

	private <T extends @Nullable Object> T call(PooledSession session, Kind kind, Deadline patience, Caller caller,
			SessionCall<T> call) throws InterruptedException, SQLException {
		try {
			awaitOpen(session, patience, caller);
			return session.call(call);
		}
		finally {
			this.pool.done(session, kind);
		}
	}

	private void awaitOpen(PooledSession session, Deadline deadline, Caller caller)
			throws InterruptedException, SQLException {
		try {
			caller.get(session.opening(), deadline.remainingNanos());
		}
		catch (TimeoutException ex) {
			throw new SQLTimeoutException("Opening a connection takes too long", "08001", ex);
		}
		catch (ExecutionException ex) {
			session.lose(PooledSession.NOT_OPENED);
			this.pool.postponeOpening();
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
	 * A call that may be made once more if it fails.
	 *
	 * @param <T> the type of its result
	 */
	@FunctionalInterface
	private interface Try<T extends @Nullable Object> {

		T run(Deadline patience) throws InterruptedException, SQLException;

	}

}
