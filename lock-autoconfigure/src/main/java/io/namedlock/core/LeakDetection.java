package io.namedlock.core;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.namedlock.LockEvent;
import io.namedlock.LockListener;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Reports owners that have their locks for too long. Safe for use by several threads.
 */
final class LeakDetection {

	private static final Log logger = LogFactory.getLog(LeakDetection.class);

	private final DaemonTimer timer = new DaemonTimer("named-lock-leak-detection");

	private final Duration threshold;

	LeakDetection(Duration threshold) {
		this.threshold = threshold;
	}

	/**
	 * Sets an alarm for an owner, on the thread that acquired its lock.
	 */
	Alarm alarm(LockEvent.Subject lock, LockListener listener) {
		Alarm alarm = new Alarm(lock, listener);
		alarm.ringing = this.timer.later(alarm, TimeUnit.NANOSECONDS.convert(this.threshold));
		return alarm;
	}

	void close() {
		this.timer.close();
	}

	final class Alarm implements Runnable {

		private final LockEvent.Subject lock;

		private final LockListener listener;

		private final Exception acquisition;

		private volatile @Nullable Future<?> ringing;

		private volatile boolean reported;

		private Alarm(LockEvent.Subject lock, LockListener listener) {
			this.lock = lock;
			this.listener = listener;
			this.acquisition = new Exception("Lock '%s' was acquired here".formatted(lock.name()));
		}

		@Override
		public void run() {
			Duration threshold = LeakDetection.this.threshold;
			this.reported = true;
			logger.warn("Lock '%s' has been held for more than %d ms, apparently a leak: thread '%s' acquired it"
				.formatted(this.lock.name(), threshold.toMillis(), this.lock.thread()), this.acquisition);
			this.listener.onEvent(new LockEvent.Leaked(this.lock, threshold, this.acquisition));
		}

		void cancel(Duration held) {
			Future<?> pending = this.ringing;
			if (pending != null) {
				pending.cancel(false);
			}
			if (this.reported) {
				logger.info("Lock '%s', which was reported as a leak, was released after %d ms"
					.formatted(this.lock.name(), held.toMillis()));
			}
		}

	}

}
