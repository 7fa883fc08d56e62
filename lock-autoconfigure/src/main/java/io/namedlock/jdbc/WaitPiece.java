package io.namedlock.jdbc;

import java.time.Duration;

import io.namedlock.core.Deadline;
import io.namedlock.jdbc.dialect.LockDialect;

/**
 * How long a session may wait at the server at a stretch.
 *
 * @param shortest the least that the database can wait
 * @param longest the silence after which it would end the session, were it not waiting,
 * or less where a wait cannot be cancelled
 */
record WaitPiece(Duration shortest, Duration longest) {

	static WaitPiece of(LockDialect dialect, Duration deadHolderTimeout) {
		Duration longest = dialect.longestWait();
		return new WaitPiece(dialect.shortestWait(),
				(longest.compareTo(deadHolderTimeout) < 0) ? longest : deadHolderTimeout);
	}

	/**
	 * Whether there is enough time left to wait at the server.
	 */
	boolean fitsBefore(Deadline deadline) {
		return !deadline.hasPassed() && deadline.remainingNanos() >= this.shortest.toNanos();
	}

	Deadline before(Deadline deadline) {
		return Deadline.afterNanos(Math.min(this.longest.toNanos(), deadline.remainingNanos()));
	}

}
