package io.namedlock.jdbc.call;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import io.namedlock.core.Deadline;

/**
 * The pauses of one caller between two questions: longer and longer, and never the same
 * for two callers. Not safe for use by several threads.
 */
final class Backoff {

	private static final long FIRST_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

	private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

	private long nanos = FIRST_NANOS;

	/**
	 * The next pause: between half and the whole of what has doubled each time, and not
	 * beyond the deadline.
	 */
	long next(Deadline deadline) {
		long pause = ThreadLocalRandom.current().nextLong(this.nanos / 2, this.nanos + 1);
		this.nanos = Math.min(this.nanos * 2, LONGEST_NANOS);
		return Math.min(pause, deadline.remainingNanos());
	}

}
