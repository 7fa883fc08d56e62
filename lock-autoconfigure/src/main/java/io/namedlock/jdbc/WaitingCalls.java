package io.namedlock.jdbc;

import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

import io.namedlock.core.Deadline;
import io.namedlock.core.LockAttempt;
import io.namedlock.jdbc.SessionUse.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Waits for locks: at the server as soon as there is a session for it, until then, and
 * for less time than the server can wait, by asking every now and then. A wait that meets
 * a dead session is begun once more.
 */
final class WaitingCalls {

	private final SessionPool pool;

	private final SharedCalls shared;

	private final ServerWaits waits;

	WaitingCalls(SessionPool pool, SharedCalls shared, ServerWaits waits) {
		this.pool = pool;
		this.shared = shared;
		this.waits = waits;
	}

	/**
	 * Waits for a lock until the attempt's deadline.
	 */
	@Nullable SessionGrant await(LockAttempt attempt, Caller caller) throws InterruptedException, SQLException {
		Deadline deadline = attempt.deadline();
		Backoff backoff = new Backoff();
		SessionGrant grant = null;
		boolean failed = false;
		while (grant == null && !deadline.hasPassed()) {
			PooledSession session = lend(attempt, caller, Math.min(backoff.next(), deadline.remainingNanos()));
			try {
				grant = (session != null) ? waitOn(session, attempt, caller, backoff)
						: this.shared.tryAcquire(attempt, caller);
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
				this.pool.done(session, Kind.WAIT);
			}
		}
		return open ? this.waits.on(session, attempt, caller) : grant;
	}

	/**
	 * Asks every now and then as long as there is no connection to wait on: a pool may
	 * keep trying to get one for longer than the attempt's time.
	 */
	private @Nullable SessionGrant askUntilOpen(PooledSession session, LockAttempt attempt, Caller caller,
			Backoff backoff) throws InterruptedException, SQLException {
		Deadline deadline = attempt.deadline();
		SessionGrant grant = null;
		while (grant == null && !deadline.hasPassed()
				&& !isDone(session, caller, Math.min(backoff.next(), deadline.remainingNanos()))) {
			grant = this.shared.tryAcquire(attempt, caller);
		}
		return grant;
	}

	private boolean isDone(PooledSession session, Caller caller, long nanos) throws InterruptedException {
		try {
			caller.get(session.opening(), nanos);
			return true;
		}
		catch (ExecutionException ex) {
			this.pool.postponeOpening();
			return true;
		}
		catch (TimeoutException ex) {
			return false;
		}
	}

	private @Nullable PooledSession lend(LockAttempt attempt, Caller caller, long nanos) throws InterruptedException {
		if (this.waits.fitBefore(attempt.deadline())) {
			return this.pool.lend(attempt.key(), caller, nanos);
		}
		caller.pause(nanos);
		return null;
	}

}
