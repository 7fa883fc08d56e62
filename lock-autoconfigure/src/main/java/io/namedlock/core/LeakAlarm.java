package io.namedlock.core;

import java.time.Duration;
import java.util.concurrent.Future;

import io.namedlock.LockEvent;
import io.namedlock.LockListener;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Reports one owner that has had its lock for too long, once.
 */
final class LeakAlarm implements Runnable {

	private static final Log logger = LogFactory.getLog(LeakAlarm.class);

	private final LockEvent.Subject lock;

	private final Duration threshold;

	private final LockListener listener;

	private final Exception acquisition;

	private volatile @Nullable Future<?> ringing;

	private volatile boolean reported;

	/**
	 * Creates an alarm, on the thread that acquired the lock.
	 */
	LeakAlarm(LockEvent.Subject lock, Duration threshold, LockListener listener) {
		this.lock = lock;
		this.threshold = threshold;
		this.listener = listener;
		this.acquisition = new Exception("Lock '%s' was acquired here".formatted(lock.name()));
	}

	/**
	 * Notes what will ring it.
	 */
	void set(Future<?> ringing) {
		this.ringing = ringing;
	}

	@Override
	public void run() {
		this.reported = true;
		logger.warn("Lock '%s' has been held for more than %d ms, apparently a leak: thread '%s' acquired it"
			.formatted(this.lock.name(), this.threshold.toMillis(), this.lock.thread()), this.acquisition);
		this.listener.onEvent(new LockEvent.Leaked(this.lock, this.threshold, this.acquisition));
	}

	/**
	 * Ends the alarm, since the owner lets go.
	 * @param held how long it had the lock
	 */
	void cancel(Duration held) {
		Future<?> pending = this.ringing;
		if (pending != null) {
			pending.cancel(false);
		}
		if (this.reported) {
			logger.info("Lock '%s', which was reported as a leak, was released after %d ms".formatted(this.lock.name(),
					held.toMillis()));
		}
	}

}
