package io.namedlock.jdbc.call;

import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

import io.namedlock.core.Deadline;
import io.namedlock.core.LockAttempt;
import io.namedlock.jdbc.pool.Caller;
import io.namedlock.jdbc.pool.PooledSession;
import io.namedlock.jdbc.pool.PooledSession.Use;
import io.namedlock.jdbc.pool.SessionGrant;
import io.namedlock.jdbc.pool.SessionPool;
import org.jspecify.annotations.Nullable;

/**
 * Takes free locks on sessions that all owners share, and waits for the others on
 * sessions that do nothing else meanwhile.
 */
final class PooledStrategy extends AcquireStrategy {

	PooledStrategy(SessionPool pool, ServerWaits waits) {
		super(pool, waits, Use.ATTEMPT);
	}

	/**
	 * Waits at the server as soon as there is a session for it; until then, and for less
	 * time than the server can wait, by asking every now and then. A wait that meets a
	 * dead session is begun once more.
	 */
	@Override
	@Nullable SessionGrant await(LockAttempt attempt, Caller caller) throws InterruptedException, SQLException {
		Deadline deadline = attempt.deadline();
		Backoff backoff = new Backoff();
		SessionGrant grant = null;
		boolean failed = false;
		while (grant == null && !deadline.hasPassed()) {
			PooledSession session = lend(attempt, caller, backoff.next(deadline));
			try {
				grant = (session != null) ? waitOn(session, attempt, caller, backoff) : tryAcquire(attempt, caller);
			}
			catch (SQLException ex) {
				if (failed || deadline.hasPassed()) {
					throw ex;
				}
				failed = true;
			}
		}
		return grant;
	}

	private @Nullable PooledSession lend(LockAttempt attempt, Caller caller, long nanos) throws InterruptedException {
		if (waits().fitBefore(attempt.deadline())) {
			return pool().lend(attempt.key(), caller, nanos);
		}
		caller.pause(nanos);
		return null;
	}

	private @Nullable SessionGrant waitOn(PooledSession session, LockAttempt attempt, Caller caller, Backoff backoff)
			throws InterruptedException, SQLException {
		SessionGrant grant = null;
		boolean open = false;
		try {
			grant = askUntilOpen(session, attempt, caller, backoff);
			open = grant == null && session.isOpen();
		}
		finally {
			if (!open) {
				pool().done(session, Use.WAIT);
			}
		}
		return open ? waits().on(session, attempt, caller) : grant;
	}

	/**
	 * Asks every now and then as long as there is no connection to wait on: a pool may
	 * keep trying to get one for longer than the attempt's time.
	 */
	private @Nullable SessionGrant askUntilOpen(PooledSession session, LockAttempt attempt, Caller caller,
			Backoff backoff) throws InterruptedException, SQLException {
		Deadline deadline = attempt.deadline();
		SessionGrant grant = null;
		while (grant == null && !deadline.hasPassed() && !awaitOpened(session, caller, backoff.next(deadline))) {
			grant = tryAcquire(attempt, caller);
		}
		return grant;
	}

	/**
	 * Waits for a connection.
	 * @return {@code false} if it is still to come
	 */
	private boolean awaitOpened(PooledSession session, Caller caller, long nanos) throws InterruptedException {
		try {
			caller.get(session.opening(), nanos);
			return true;
		}
		catch (ExecutionException ex) {
			pool().postponeOpening();
			return true;
		}
		catch (TimeoutException ex) {
			return false;
		}
	}

}
