package io.namedlock.core;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A moment on the monotonic clock until which somebody waits.
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
	 * The moment that lies the given time ahead; more than 146 years counts as that.
	 */
	public static Deadline after(Duration wait) {
		return afterNanos(TimeUnit.NANOSECONDS.convert(wait));
	}

	/**
	 * The moment that lies so many nanoseconds ahead. Zero or less is now; more than 146
	 * years counts as that.
	 */
	public static Deadline afterNanos(long nanos) {
		return new Deadline(System.nanoTime(), nanos);
	}

	/**
	 * The moment that lies the given time behind another one, as
	 * {@link System#nanoTime()} told it.
	 */
	static Deadline afterNanosSince(long start, long nanos) {
		return new Deadline(start, nanos);
	}

	/**
	 * A moment that never comes.
	 */
	public static Deadline never() {
		return afterNanos(FOREVER);
	}

	/**
	 * The nanoseconds that are left, zero if the moment has passed.
	 */
	public long remainingNanos() {
		return Math.max(0, this.nanos - elapsedNanos());
	}

	public boolean hasPassed() {
		return remainingNanos() == 0;
	}

	/**
	 * The nanoseconds since the deadline was made, for messages.
	 */
	public long elapsedNanos() {
		return System.nanoTime() - this.start;
	}

}
