package io.namedlock.jdbc;

import java.time.Duration;

import io.namedlock.core.Deadline;

/**
 * How long a session may wait at the server at a stretch.
 *
 * @param shortest the least that the database can wait
 * @param longest the silence after which it would end the session, were it not waiting
 */
record WaitPiece(Duration shortest, Duration longest) {

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
