package io.namedlock.jdbc;

import java.sql.SQLException;

import io.namedlock.LockDeadlockException;
import io.namedlock.core.Deadline;
import io.namedlock.core.LockAttempt;
import org.jspecify.annotations.Nullable;

/**
 * Takes and waits for locks on sessions that each belong to one owner, so that the server
 * sees who waits for whom. An attempt that meets a dead session is made once more, on
 * another one.
 */
final class DedicatedCalls {

	private final SessionPool pool;

	private final SharedCalls shared;

	private final ServerWaits waits;

	DedicatedCalls(SessionPool pool, SharedCalls shared, ServerWaits waits) {
		this.pool = pool;
		this.shared = shared;
		this.waits = waits;
	}

	/**
	 * Takes a lock for the current thread, waiting until the attempt's deadline if
	 * another session holds it.
	 */
	@Nullable SessionGrant acquire(LockAttempt attempt, Caller caller) throws InterruptedException, SQLException {
		Deadline deadline = attempt.deadline();
		Backoff backoff = new Backoff();
		SessionGrant grant = this.shared.tryAcquireForOwner(attempt, caller);
		while (grant == null && !deadline.hasPassed()) {
			grant = await(attempt, caller);
			if (grant == null && !deadline.hasPassed()) {
				caller.pause(Math.min(backoff.next(), deadline.remainingNanos()));
				grant = this.shared.tryAcquireForOwner(attempt, caller);
			}
		}
		return grant;
	}

	/**
	 * Waits at the server as long as it lets its caller.
	 * @return {@code null} if the time is over or nearly so, or if the server saw a
	 * deadlock where there is none: it gives up its search in a long chain of waiting
	 * sessions
	 */
	private @Nullable SessionGrant await(LockAttempt attempt, Caller caller) throws InterruptedException, SQLException {
		if (!this.waits.fitBefore(attempt.deadline())) {
			return null;
		}
		try {
			return this.waits.on(this.pool.forOwner(attempt, caller), attempt, caller);
		}
		catch (LockDeadlockException ex) {
			if (!this.pool.isNoDeadlock(attempt.key())) {
				throw ex;
			}
			return null;
		}
	}

}
