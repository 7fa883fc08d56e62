package io.namedlock.aspect;

import java.lang.reflect.Method;

import io.namedlock.annotation.OnLost;
import io.namedlock.aspect.template.MethodNames;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * What is done when a lock is lost while the method runs that it protects: says so in the
 * log and, if the annotation wants it, interrupts the thread that runs the method. Never
 * interrupts the thread after the method's end, and takes an interrupt back that the
 * method left alone. Safe for use by several threads.
 */
final class BodyWatch implements Runnable {

	private static final Log logger = LogFactory.getLog(BodyWatch.class);

	private final String lockName;

	private final Method method;

	private final OnLost onLost;

	private final Thread thread = Thread.currentThread();

	private boolean running = true;

	private boolean interrupted;

	BodyWatch(String lockName, Method method, OnLost onLost) {
		this.lockName = lockName;
		this.method = method;
		this.onLost = onLost;
	}

	/**
	 * Tells of the loss, on a thread of the library.
	 */
	@Override
	public void run() {
		logger.error("Lock '%s' was lost while %s ran; another owner may have held it since".formatted(this.lockName,
				MethodNames.describe(this.method)));
		if (this.onLost == OnLost.INTERRUPT) {
			interrupt();
		}
	}

	private synchronized void interrupt() {
		// An interrupt that is there already is somebody else's, and stays after the end
		if (this.running && !this.thread.isInterrupted()) {
			this.interrupted = true;
			this.thread.interrupt();
		}
	}

	/**
	 * Ends the watch, on the thread that ran the method.
	 */
	synchronized void end() {
		this.running = false;
		if (this.interrupted) {
			Thread.interrupted();
		}
	}

}
