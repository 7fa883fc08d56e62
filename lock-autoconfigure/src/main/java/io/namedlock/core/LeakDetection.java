package io.namedlock.core;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.namedlock.LockEvent;
import io.namedlock.LockListener;

/**
 * Reports owners that have their locks for too long.
 */
final class LeakDetection {

	private final DaemonTimer timer = new DaemonTimer("named-lock-leak-detection");

	private final Duration threshold;

	LeakDetection(Duration threshold) {
		this.threshold = threshold;
	}

	/**
	 * Sets an alarm for an owner, on the thread that acquired its lock.
	 */
	LeakAlarm alarm(LockEvent.Subject lock, LockListener listener) {
		LeakAlarm alarm = new LeakAlarm(lock, this.threshold, listener);
		alarm.set(this.timer.later(alarm, TimeUnit.NANOSECONDS.convert(this.threshold)));
		return alarm;
	}

	void close() {
		this.timer.close();
	}

}
