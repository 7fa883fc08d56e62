package io.namedlock.jdbc;

import java.sql.SQLException;
import java.util.List;

import io.namedlock.LockDeadlockException;
import io.namedlock.core.Deadline;
import io.namedlock.core.LockAttempt;
import io.namedlock.core.LockGrant;
import org.jspecify.annotations.Nullable;

/**
 * Takes and waits for locks on sessions that each belong to one owner, so that the server
 * sees who waits for whom. An attempt that meets a dead session is made once more, on
 * another one.
 */
final class DedicatedCalls implements LockCalls {

	private final SessionPool pool;

	private final SharedCalls shared;

	private final ServerWaits waits;

	DedicatedCalls(SessionPool pool, SharedCalls shared, ServerWaits waits) {
		this.pool = pool;
		this.shared = shared;
		this.waits = waits;
	}

	@Override
	public @Nullable LockGrant acquire(LockAttempt attempt, Caller caller) throws InterruptedException, SQLException {
		Deadline deadline = attempt.deadline();
		Backoff backoff = new Backoff();
		SessionGrant grant = this.shared.tryAcquireForOwner(attempt, caller);
		while (grant == null && !deadline.hasPassed()) {
			grant = waitAtServer(attempt, caller);
			if (grant == null && !deadline.hasPassed()) {
				caller.pause(Math.min(backoff.next(), deadline.remainingNanos()));
				grant = this.shared.tryAcquireForOwner(attempt, caller);
			}
		}
		return grant;
	}

	@Override
	public @Nullable LockGrant await(LockAttempt attempt, Caller caller) throws InterruptedException, SQLException {
		return acquire(attempt, caller);
	}

	/**
	 * An owner's session is not asked for several locks at a time.
	 */
	@Override
	public @Nullable List<LockGrant> tryAcquireAll(List<LockAttempt> attempts, Caller caller) {
		return null;
	}

	/**
	 * A line of the thread's own: threads that want one lock wait at the database, which
	 * knows for whom.
	 */
	@Override
	public Object line(Object compared) {
		return new OwnLine(compared, Thread.currentThread());
	}

	/**
	 * Waits at the server as long as it lets its caller.
	 * @return {@code null} if the time is over or nearly so, or if the server saw a
	 * deadlock where there is none: it gives up its search in a long chain of waiting
	 * sessions
	 */
	private @Nullable SessionGrant waitAtServer(LockAttempt attempt, Caller caller)
			throws InterruptedException, SQLException {
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

	/**
	 * A line in which there is one thread.
	 */
	private record OwnLine(Object compared, Thread thread) {

	}

}
