package io.namedlock.jdbc.call;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.namedlock.core.Deadline;
import io.namedlock.core.LockAttempt;
import io.namedlock.jdbc.pool.Caller;
import io.namedlock.jdbc.pool.PooledSession;
import io.namedlock.jdbc.pool.SessionContext;
import io.namedlock.jdbc.pool.SessionGrant;
import io.namedlock.jdbc.pool.SessionPool;
import org.jspecify.annotations.Nullable;

/**
 * Waits at the server, each on a session that does nothing else meanwhile and on a thread
 * of the library. Safe for use by several threads.
 */
final class ServerWaits {

	private final SessionPool pool;

	private final SessionContext context;

	private final Duration shortest;

	private final Duration longest;

	private final Set<LockWait> running = ConcurrentHashMap.newKeySet();

	private volatile boolean closed;

	/**
	 * Creates the waits of a backend.
	 * @param shortest the least that the database can wait
	 * @param longest the most that it should wait at a stretch
	 * @param deadHolderTimeout the silence after which it would end a session, were it
	 * not waiting
	 */
	ServerWaits(SessionPool pool, SessionContext context, Duration shortest, Duration longest,
			Duration deadHolderTimeout) {
		this.pool = pool;
		this.context = context;
		this.shortest = shortest;
		this.longest = (longest.compareTo(deadHolderTimeout) < 0) ? longest : deadHolderTimeout;
	}

	SessionPool pool() {
		return this.pool;
	}

	SessionContext context() {
		return this.context;
	}

	/**
	 * Whether there is enough time left to wait at the server.
	 */
	boolean fitBefore(Deadline deadline) {
		return !deadline.hasPassed() && deadline.remainingNanos() >= this.shortest.toNanos();
	}

	/**
	 * The end of the next piece of a wait. The server does not count the silence of a
	 * session that waits, so none is longer than the silence that it would allow.
	 */
	Deadline pieceBefore(Deadline deadline) {
		return Deadline.afterNanos(Math.min(this.longest.toNanos(), deadline.remainingNanos()));
	}

	/**
	 * Waits on a session of the pool, and takes it back.
	 * @return the lock, {@code null} if the time is over or nearly so
	 */
	@Nullable SessionGrant on(PooledSession session, LockAttempt attempt, Caller caller)
			throws InterruptedException, SQLException {
		LockWait wait = new LockWait(attempt, session, this);
		this.context.threads().execute(wait);
		this.running.add(wait);
		try {
			if (this.closed) {
				wait.abandon();
			}
			return wait.result(caller);
		}
		finally {
			this.running.remove(wait);
		}
	}

	/**
	 * Sends those away that wait, without regard to whether the server answers.
	 */
	void close() {
		this.closed = true;
		this.running.forEach(LockWait::abandon);
	}

}
