package io.namedlock.core;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Releases the locks that are kept longer than their owners need them. Its thread exists
 * only while there are any. Once it is closed it takes no more: what is kept then is
 * released by the registry that closes.
 */
final class KeptHolds {

	private final ScheduledThreadPoolExecutor timer;

	KeptHolds() {
		this.timer = new ScheduledThreadPoolExecutor(1, (task) -> {
			Thread thread = new Thread(task, "named-lock-kept");
			thread.setDaemon(true);
			return thread;
		}, new ThreadPoolExecutor.DiscardPolicy());
		this.timer.setKeepAliveTime(1, TimeUnit.SECONDS);
		this.timer.allowCoreThreadTimeOut(true);
	}

	void later(Runnable release, long nanos) {
		this.timer.schedule(release, nanos, TimeUnit.NANOSECONDS);
	}

	void close() {
		this.timer.shutdownNow();
	}

}
