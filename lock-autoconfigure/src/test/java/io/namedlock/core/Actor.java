package io.namedlock.core;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * Somebody with a thread of their own, who does one thing after another.
 */
public final class Actor implements AutoCloseable {

	private final ExecutorService executor;

	private final Predicate<Thread> inLine;

	public Actor(ThreadFactory threads) {
		this(threads, (thread) -> LockSupport.getBlocker(thread) instanceof Waiter);
	}

	/**
	 * Somebody who may stand in other lines than those of a registry.
	 * @param threads the factory of the thread
	 * @param inLine whether a thread stands in line
	 */
	public Actor(ThreadFactory threads, Predicate<Thread> inLine) {
		this.inLine = inLine;
		this.executor = Executors.newSingleThreadExecutor(threads);
	}

	/**
	 * Begins something and does not wait for it.
	 * @param action what to do
	 * @param <T> the type of its result
	 * @return what is under way
	 */
	public <T> Pending<T> begins(Callable<T> action) {
		Pending<T> pending = new Pending<>(action, this.inLine);
		this.executor.execute(pending);
		return pending;
	}

	/**
	 * Begins something without a result and does not wait for it.
	 * @param action what to do
	 * @return what is under way
	 */
	public Pending<Void> begins(Step action) {
		return begins(() -> {
			action.run();
			return null;
		});
	}

	/**
	 * Does something from beginning to end.
	 * @param action what to do
	 * @param <T> the type of its result
	 * @return its result
	 * @throws Exception what the action threw
	 */
	public <T> T does(Callable<T> action) throws Exception {
		return begins(action).result();
	}

	/**
	 * Does something without a result from beginning to end.
	 * @param action what to do
	 * @throws Exception what the action threw
	 */
	public void does(Step action) throws Exception {
		begins(action).result();
	}

	@Override
	public void close() {
		this.executor.shutdownNow();
	}

	/**
	 * An action without a result.
	 */
	@FunctionalInterface
	public interface Step {

		void run() throws Exception;

	}

}
