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
public final class SessionClock {

	private final long lostAfterNanos;

	private final LongSupplier nanoTime;

	private final LongSupplier wallMillis;

	private volatile Moment answered;

	private volatile boolean expired;

	/**
	 * Begins now. The locks of the session outlast a silence of {@code lostAfter}.
	 */
	public SessionClock(Duration lostAfter) {
		this(lostAfter, System::nanoTime, System::currentTimeMillis);
	}

	public SessionClock(Duration lostAfter, LongSupplier nanoTime, LongSupplier wallMillis) {
		this.lostAfterNanos = lostAfter.toNanos();
		this.nanoTime = nanoTime;
		this.wallMillis = wallMillis;
		this.answered = now();
	}

	public Moment now() {
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
	public boolean isAlive() {
		if (!this.expired && nanosSince(this.answered) >= this.lostAfterNanos) {
			this.expired = true;
		}
		return !this.expired;
	}

	/**
	 * Whether somebody has heard that the server may have ended the session.
	 */
	public boolean isExpired() {
		return this.expired;
	}

	public boolean isOlderThan(Moment moment, Duration age) {
		return nanosSince(moment) > age.toNanos();
	}

	private long nanosSince(Moment moment) {
		Moment now = now();
		return Math.max(now.nanos() - moment.nanos(), TimeUnit.MILLISECONDS.toNanos(now.millis() - moment.millis()));
	}

	/**
	 * A moment on both clocks.
	 */
	public record Moment(long nanos, long millis) {

	}

}
