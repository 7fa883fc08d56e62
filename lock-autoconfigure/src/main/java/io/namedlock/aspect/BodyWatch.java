package io.namedlock.aspect;

import io.namedlock.LockHandle;
import io.namedlock.annotation.OnLost;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Reports the loss of a lock while the body runs that it protects and, if told so,
 * interrupts the body's thread. That thread is never interrupted after the body's end,
 * and an interrupt that the body left alone is taken back.
 */
final class BodyWatch {

	private static final Log logger = LogFactory.getLog(BodyWatch.class);

	private final LockCall call;

	private final OnLost onLost;

	private final Thread thread = Thread.currentThread();

	private boolean running = true;

	private boolean interrupted;

	private BodyWatch(LockCall call, OnLost onLost) {
		this.call = call;
		this.onLost = onLost;
	}

	static BodyWatch start(LockHandle handle, LockCall call, OnLost onLost) {
		BodyWatch watch = new BodyWatch(call, onLost);
		handle.onLost(() -> watch.lost(handle));
		return watch;
	}

	private void lost(LockHandle handle) {
		logger.error("Lock '%s' was lost while %s held it; another owner may run at the same time"
			.formatted(handle.name(), MethodNames.describe(this.call.method())));
		if (this.onLost == OnLost.INTERRUPT) {
			interrupt();
		}
	}

	private synchronized void interrupt() {
		if (this.running && !this.thread.isInterrupted()) {
			this.interrupted = true;
			this.thread.interrupt();
		}
	}

	/**
	 * Ends the watch, on the body's thread.
	 */
	synchronized void end() {
		this.running = false;
		if (this.interrupted) {
			Thread.interrupted();
		}
	}

}
