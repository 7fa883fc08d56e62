package io.namedlock.jdbc.call;

import java.util.Arrays;

import io.namedlock.test.TestDatabase;

/**
 * Tells which threads of this JVM wait for a lock at a database.
 */
final class ServerLine {

	private ServerLine() {
	}

	/**
	 * Whether a thread waits, and all waits of this JVM have arrived at the server.
	 */
	static boolean has(Thread thread, TestDatabase database) {
		return isParked(thread.getStackTrace()) && database.waiters() >= parked();
	}

	private static long parked() {
		return Thread.getAllStackTraces().values().stream().filter(ServerLine::isParked).count();
	}

	private static boolean isParked(StackTraceElement[] stack) {
		return Arrays.stream(stack)
			.anyMatch((frame) -> frame.getClassName().equals(LockWait.class.getName())
					&& frame.getMethodName().equals("result"));
	}

}
