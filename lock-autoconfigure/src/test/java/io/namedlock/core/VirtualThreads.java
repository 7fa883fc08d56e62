package io.namedlock.core;

import java.util.concurrent.ThreadFactory;

/**
 * Virtual threads, reached by reflection since the tests are compiled for Java 17.
 */
public final class VirtualThreads {

	private VirtualThreads() {
	}

	/**
	 * Creates virtual threads.
	 * @return a factory, on Java 21 or newer
	 */
	public static ThreadFactory factory() {
		try {
			Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
			Class<?> type = Class.forName("java.lang.Thread$Builder");
			return (ThreadFactory) type.getMethod("factory").invoke(builder);
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException("This Java has no virtual threads", ex);
		}
	}

}
