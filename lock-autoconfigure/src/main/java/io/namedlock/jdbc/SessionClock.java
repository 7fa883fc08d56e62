package io.namedlock.jdbc;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Tells how long a server may have been without a word of its session, counted from the
 * moment the last answered statement was sent: the server cannot have begun to count
 * before.
 * <p>
 * Two clocks are read and the one that is ahead counts, because the monotonic one may
 * stand still while the machine is suspended.
 */
final class SessionClock {

	private final long lostAfterNanos;

	private final LongSupplier nanoTime;

	private final LongSupplier wallMillis;

	private volatile Moment answered;

	private volatile boolean expired;

	SessionClock(Duration lostAfter) {
		this(lostAfter, System::nanoTime, System::currentTimeMillis);
	}

	SessionClock(Duration lostAfter, LongSupplier nanoTime, LongSupplier wallMillis) {
		this.lostAfterNanos = lostAfter.toNanos();
		this.nanoTime = nanoTime;
		this.wallMillis = wallMillis;
		this.answered = now();
	}

	Moment now() {
		return new Moment(this.nanoTime.getAsLong(), this.wallMillis.getAsLong());
	}

	/**
	 * Counts from the sending of a statement that was answered.
	 */
	void answered(Moment sent) {
		this.answered = sent;
	}

	/**
	 * Whether the server cannot have ended the session. The answer "no" is final: who
	 * heard that the locks are lost must not see them come back with a late answer.
	 */
	boolean isAlive() {
		if (!this.expired && nanosSince(this.answered) >= this.lostAfterNanos) {
			this.expired = true;
		}
		return !this.expired;
	}

	/**
	 * Whether somebody has heard that the server may have ended the session.
	 */
	boolean isExpired() {
		return this.expired;
	}

	boolean isOlderThan(Moment moment, Duration age) {
		return nanosSince(moment) > age.toNanos();
	}

	private long nanosSince(Moment moment) {
		Moment now = now();
		return Math.max(now.nanos() - moment.nanos(), TimeUnit.MILLISECONDS.toNanos(now.millis() - moment.millis()));
	}

	/**
	 * A moment on both clocks.
	 */
	record Moment(long nanos, long millis) {

	}

}
