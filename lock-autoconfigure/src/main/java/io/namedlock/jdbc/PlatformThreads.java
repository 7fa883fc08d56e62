package io.namedlock.jdbc;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/**
 * The library's own daemon threads, on which everything runs that blocks at the database.
 * None of it runs on a virtual thread: there, an interrupt closes the socket, and with it
 * go all locks of the session.
 */
public final class PlatformThreads implements Executor, AutoCloseable {

	private static final @Nullable MethodHandle IS_VIRTUAL = isVirtualMethod();

	private static final int IDLE_SECONDS = 10;

	private static final int CLOSE_SECONDS = 10;

	private final ThreadPoolExecutor workers = new ThreadPoolExecutor(0, Integer.MAX_VALUE, IDLE_SECONDS,
			TimeUnit.SECONDS, new SynchronousQueue<>(), factory("named-lock-session-"));

	/**
	 * Daemon threads that inherit nothing from whoever happens to start them.
	 */
	public static ThreadFactory factory(String prefix) {
		AtomicInteger count = new AtomicInteger();
		return (task) -> {
			Thread thread = new Thread(null, task, prefix + count.incrementAndGet(), 0, false);
			thread.setDaemon(true);
			return thread;
		};
	}

	/**
	 * Runs a task on a daemon thread of its own and waits for its end, whether or not
	 * this thread is interrupted. Tells whether the task has ended in time.
	 */
	public static boolean runWithin(int seconds, String name, Runnable task) {
		Thread thread = factory(name).newThread(task);
		thread.start();
		boolean interrupted = Thread.interrupted();
		long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
		while (thread.isAlive() && end - System.nanoTime() > 0) {
			try {
				TimeUnit.NANOSECONDS.timedJoin(thread, end - System.nanoTime());
			}
			catch (InterruptedException ex) {
				interrupted = true;
			}
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
		return !thread.isAlive();
	}

	/**
	 * Makes a short call on this thread if it is a platform thread, else on one of the
	 * library while this one is parked.
	 */
	public <T extends @Nullable Object> T call(SqlCall<T> call) throws SQLException {
		return isVirtual() ? join(start(call)) : call.run();
	}

	public <T extends @Nullable Object> CompletableFuture<T> start(SqlCall<T> call) {
		CompletableFuture<T> result = new CompletableFuture<>();
		execute(() -> {
			try {
				result.complete(call.run());
			}
			catch (Throwable ex) {
				result.completeExceptionally(ex);
			}
		});
		return result;
	}

	@Override
	public void execute(Runnable task) {
		this.workers.execute(task);
	}

	/**
	 * Runs a task on a thread of the library, or on this one if those were closed.
	 */
	public void executeOrRun(Runnable task) {
		try {
			execute(task);
		}
		catch (RejectedExecutionException ex) {
			task.run();
		}
	}

	/**
	 * Lets what runs come to its end, within reason. What then still waits for a
	 * connection of a pool, which may have a long time-out, is interrupted.
	 */
	@Override
	public void close() {
		this.workers.shutdown();
		boolean interrupted = Thread.interrupted();
		try {
			if (!this.workers.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
				this.workers.shutdownNow();
			}
		}
		catch (InterruptedException ex) {
			interrupted = true;
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}

	private static <T extends @Nullable Object> T join(CompletableFuture<T> result) throws SQLException {
		try {
			return result.join();
		}
		catch (CompletionException ex) {
			if (ex.getCause() instanceof SQLException failure) {
				throw failure;
			}
			throw (ex.getCause() instanceof RuntimeException failure) ? failure : ex;
		}
	}

	public static boolean isVirtual() {
		try {
			return IS_VIRTUAL != null && (boolean) IS_VIRTUAL.invokeExact(Thread.currentThread());
		}
		catch (Throwable ex) {
			throw new IllegalStateException("Thread.isVirtual() does not throw", ex);
		}
	}

	/**
	 * {@code Thread.isVirtual()} is there since Java 21.
	 */
	private static @Nullable MethodHandle isVirtualMethod() {
		try {
			return MethodHandles.lookup().findVirtual(Thread.class, "isVirtual", MethodType.methodType(boolean.class));
		}
		catch (ReflectiveOperationException ex) {
			return null;
		}
	}

}
