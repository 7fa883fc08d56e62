package io.namedlock.jdbc;

import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

import io.namedlock.core.Deadline;
import io.namedlock.core.LockAttempt;
import org.jspecify.annotations.Nullable;

/**
 * Waits at the server, each on a session that does nothing else meanwhile and on a thread
 * of the library.
 */
final class ServerWaits {

	private final SessionPool pool;

	private final Executor threads;

	private final LockFailures failures;

	private final WaitPiece piece;

	private final Set<LockWait> running = ConcurrentHashMap.newKeySet();

	private volatile boolean closed;

	ServerWaits(SessionPool pool, Executor threads, LockFailures failures, WaitPiece piece) {
		this.pool = pool;
		this.threads = threads;
		this.failures = failures;
		this.piece = piece;
	}

	/**
	 * Whether there is enough time left to wait at the server.
	 */
	boolean fitBefore(Deadline deadline) {
		return this.piece.fitsBefore(deadline);
	}

	/**
	 * Waits on a session of the pool, and takes it back.
	 * @return the lock, {@code null} if the time is over or nearly so
	 */
	@Nullable SessionGrant on(PooledSession session, LockAttempt attempt, Caller caller)
			throws InterruptedException, SQLException {
		LockWait wait = new LockWait(attempt, this.piece, session, this.pool);
		this.threads.execute(wait);
		this.running.add(wait);
		try {
			abandonIfClosed(wait);
			return new ParkedWait(wait, attempt, this.threads, this.failures).result(caller);
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
		this.running.forEach(this::abandonIfClosed);
	}

	private void abandonIfClosed(LockWait wait) {
		if (this.closed) {
			wait.abandon(this.failures::closed);
		}
	}

}
