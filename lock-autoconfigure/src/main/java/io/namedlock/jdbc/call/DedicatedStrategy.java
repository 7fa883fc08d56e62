package io.namedlock.jdbc.call;

import java.sql.SQLException;
import java.util.List;

import io.namedlock.LockDeadlockException;
import io.namedlock.core.Deadline;
import io.namedlock.core.LineKey;
import io.namedlock.core.LockAttempt;
import io.namedlock.core.LockGrant;
import io.namedlock.jdbc.pool.Caller;
import io.namedlock.jdbc.pool.PooledSession.Use;
import io.namedlock.jdbc.pool.SessionGrant;
import io.namedlock.jdbc.pool.SessionPool;
import org.jspecify.annotations.Nullable;

/**
 * Takes and waits for locks on sessions that each belong to one owner, so that the server
 * sees who waits for whom.
 */
final class DedicatedStrategy extends AcquireStrategy {

	DedicatedStrategy(SessionPool pool, ServerWaits waits) {
		super(pool, waits, Use.WAIT);
	}

	@Override
	@Nullable SessionGrant await(LockAttempt attempt, Caller caller) throws InterruptedException, SQLException {
		Deadline deadline = attempt.deadline();
		Backoff backoff = new Backoff();
		SessionGrant grant = null;
		while (grant == null && !deadline.hasPassed()) {
			grant = waitAtServer(attempt, caller);
			if (grant == null && !deadline.hasPassed()) {
				caller.pause(backoff.next(deadline));
				grant = tryAcquire(attempt, caller);
			}
		}
		return grant;
	}

	/**
	 * An owner's session is not asked for several locks at a time.
	 */
	@Override
	@Nullable List<LockGrant> tryAcquireAll(List<LockAttempt> attempts, Caller caller) {
		return null;
	}

	/**
	 * A line of the thread's own: threads that want one lock wait at the database, which
	 * knows for whom.
	 */
	@Override
	LineKey line(LineKey line) {
		return new ThreadLine(line, Thread.currentThread());
	}

	/**
	 * Waits at the server as long as it lets its caller.
	 * @return {@code null} if the time is over or nearly so, or if the server saw a
	 * deadlock where there is none: it gives up its search in a long chain of waiting
	 * sessions
	 */
	private @Nullable SessionGrant waitAtServer(LockAttempt attempt, Caller caller)
			throws InterruptedException, SQLException {
		if (!waits().fitBefore(attempt.deadline())) {
			return null;
		}
		try {
			return waits().on(pool().forOwner(attempt, caller), attempt, caller);
		}
		catch (LockDeadlockException ex) {
			if (!pool().isNoDeadlock(attempt.key())) {
				throw ex;
			}
			return null;
		}
	}

	private record ThreadLine(LineKey line, Thread thread) implements LineKey {

	}

}
