package io.namedlock.benchmarks.timing;

import java.util.concurrent.ThreadFactory;

/**
 * Makes threads of either kind. The benchmarks are compiled for a JDK that does not know
 * virtual threads.
 */
public final class Threads {

	private Threads() {
	}

	/**
	 * Daemon threads of the platform.
	 * @return what makes them
	 */
	public static ThreadFactory platform() {
		return (task) -> {
			Thread thread = new Thread(task, "benchmark");
			thread.setDaemon(true);
			return thread;
		};
	}

	/**
	 * Virtual threads.
	 * @return what makes them
	 */
	public static ThreadFactory virtual() {
		try {
			Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
			return (ThreadFactory) Class.forName("java.lang.Thread$Builder").getMethod("factory").invoke(builder);
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException("There are no virtual threads here", ex);
		}
	}

	/**
	 * Whether there are virtual threads.
	 * @return {@code false} on an old JDK
	 */
	public static boolean hasVirtual() {
		return Runtime.version().feature() >= 21;
	}

}
