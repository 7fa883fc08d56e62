package io.namedlock.core;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A moment on the monotonic clock until which somebody waits.
 *
 * @since 0.1
 */
public final class Deadline {

	private static final long FOREVER = Long.MAX_VALUE / 2;

	private final long start;

	private final long nanos;

	private Deadline(long start, long nanos) {
		this.start = start;
		this.nanos = Math.max(0, Math.min(nanos, FOREVER));
	}

	/**
	 * The moment that lies the given time ahead.
	 * @param wait the time; more than 146 years counts as that
	 * @return the deadline
	 */
	public static Deadline after(Duration wait) {
		return afterNanos(TimeUnit.NANOSECONDS.convert(wait));
	}

	/**
	 * The moment that lies the given time ahead.
	 * @param nanos the time in nanoseconds; zero or less is now, more than 146 years
	 * counts as that
	 * @return the deadline
	 */
	public static Deadline afterNanos(long nanos) {
		return new Deadline(System.nanoTime(), nanos);
	}

	/**
	 * The moment that lies the given time behind another one.
	 * @param start the other moment, as {@link System#nanoTime()} told it
	 */
	static Deadline afterNanosSince(long start, long nanos) {
		return new Deadline(start, nanos);
	}

	/**
	 * A moment that nobody lives to see.
	 * @return the deadline
	 */
	public static Deadline never() {
		return afterNanos(FOREVER);
	}

	/**
	 * The time that is left.
	 * @return the time in nanoseconds, zero if the moment has passed
	 */
	public long remainingNanos() {
		return Math.max(0, this.nanos - elapsedNanos());
	}

	/**
	 * Whether the moment has passed.
	 * @return {@code true} if no time is left
	 */
	public boolean hasPassed() {
		return remainingNanos() == 0;
	}

	/**
	 * The time since the deadline was made, for messages.
	 * @return the time in nanoseconds
	 */
	public long elapsedNanos() {
		return System.nanoTime() - this.start;
	}

}
