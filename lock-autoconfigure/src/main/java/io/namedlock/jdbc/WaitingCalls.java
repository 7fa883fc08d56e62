package io.namedlock.jdbc;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import io.namedlock.core.Deadline;
import io.namedlock.core.LockKey;
import org.jspecify.annotations.Nullable;

/**
 * Waits for locks: at the server as soon as there is a session for it, until then by
 * asking every now and then. A wait that meets a dead session is begun once more.
 */
final class WaitingCalls {

	private final SessionPool pool;

	private final SharedCalls shared;

	private final Executor threads;

	private final LockFailures failures;

	private final Duration piece;

	WaitingCalls(SessionPool pool, SharedCalls shared, Executor threads, LockFailures failures, Duration piece) {
		this.pool = pool;
		this.shared = shared;
		this.threads = threads;
		this.failures = failures;
		this.piece = piece;
	}

	/**
	 * Waits for a lock until the deadline.
	 */
	@Nullable SessionGrant await(LockKey key, Deadline deadline, Caller caller) throws InterruptedException, SQLException {
		Backoff backoff = new Backoff();
		SessionGrant grant = null;
		boolean failed = false;
		while (grant == null && !deadline.hasPassed()) {
			PooledSession session = this.pool.lend(key, caller, Math.min(backoff.next(), deadline.remainingNanos()));
			try {
				grant = (session != null) ? waitOn(session, key, deadline, caller)
						: this.shared.tryAcquire(key, deadline, caller);
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

	private @Nullable SessionGrant waitOn(PooledSession session, LockKey key, Deadline deadline, Caller caller)
			throws InterruptedException, SQLException {
		LockWait wait = new LockWait(key, deadline, this.piece, session, this.pool);
		this.threads.execute(wait);
		return new ParkedWait(wait, key, deadline, this.threads, this.failures).result(caller);
	}

}
