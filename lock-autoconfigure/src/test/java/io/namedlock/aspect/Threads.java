package io.namedlock.aspect;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Runs a test's other threads, and ends them with it.
 */
public final class Threads implements AutoCloseable {

	private final ExecutorService executor = Executors.newCachedThreadPool();

	public <T> Future<T> start(Callable<T> action) {
		return this.executor.submit(action);
	}

	public Future<?> run(ThrowingRunnable action) {
		return this.executor.submit(() -> {
			action.run();
			return null;
		});
	}

	/**
	 * Runs an action on another thread and waits for its end.
	 */
	public <T> T elsewhere(Callable<T> action) throws Exception {
		return await(start(action));
	}

	public static <T> T await(Future<T> future) throws Exception {
		try {
			return future.get(30, TimeUnit.SECONDS);
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof Exception cause) {
				throw cause;
			}
			throw ex;
		}
	}

	@Override
	public void close() {
		this.executor.shutdownNow();
	}

	@FunctionalInterface
	public interface ThrowingRunnable {

		void run() throws Exception;

	}

}
