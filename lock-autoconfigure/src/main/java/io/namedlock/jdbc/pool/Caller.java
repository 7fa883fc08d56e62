package io.namedlock.jdbc.pool;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;

import io.namedlock.core.LockAttempt;
import org.jspecify.annotations.Nullable;

/**
 * The thread that wants a lock, and what an interrupt means to it: the end of its wait,
 * or something that is kept until the wait is over.
 */
public final class Caller implements AutoCloseable {

	private final boolean interruptible;

	private boolean interrupted;

	/**
	 * The current thread.
	 * @param interruptible whether an interrupt ends its wait
	 */
	public Caller(boolean interruptible) {
		this.interruptible = interruptible;
	}

	/**
	 * The current thread, which makes an attempt.
	 * @throws InterruptedException if it was interrupted before, and that ends the
	 * attempt
	 */
	public static Caller of(LockAttempt attempt) throws InterruptedException {
		if (attempt.interruptible() && Thread.interrupted()) {
			throw new InterruptedException();
		}
		return new Caller(attempt.interruptible());
	}

	/**
	 * Does nothing for this long.
	 */
	public void pause(long nanos) throws InterruptedException {
		try {
			TimeUnit.NANOSECONDS.sleep(nanos);
		}
		catch (InterruptedException ex) {
			keep(ex);
		}
	}

	/**
	 * Waits for a signal at most this long.
	 */
	void await(Condition condition, long nanos) throws InterruptedException {
		try {
			condition.awaitNanos(nanos);
		}
		catch (InterruptedException ex) {
			keep(ex);
		}
	}

	/**
	 * Waits for a result at most this long.
	 */
	public <T extends @Nullable Object> T get(CompletableFuture<T> result, long nanos)
			throws InterruptedException, ExecutionException, TimeoutException {
		long end = System.nanoTime() + nanos;
		while (true) {
			try {
				return result.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
			}
			catch (InterruptedException ex) {
				keep(ex);
			}
		}
	}

	/**
	 * Hands a kept interrupt back to the thread.
	 */
	@Override
	public void close() {
		if (this.interrupted) {
			Thread.currentThread().interrupt();
		}
	}

	private void keep(InterruptedException interrupt) throws InterruptedException {
		if (this.interruptible) {
			throw interrupt;
		}
		this.interrupted = true;
	}

}
