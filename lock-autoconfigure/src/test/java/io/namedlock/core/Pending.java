package io.namedlock.core;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import org.awaitility.Awaitility;

/**
 * Something that an {@link Actor} is doing.
 *
 * @param <T> the type of its result
 */
public final class Pending<T> implements Runnable {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private final FutureTask<T> task;

	private volatile Thread thread;

	private final Predicate<Thread> inLine;

	Pending(Callable<T> action, Predicate<Thread> inLine) {
		this.task = new FutureTask<>(action);
		this.inLine = inLine;
	}

	@Override
	public void run() {
		this.thread = Thread.currentThread();
		this.task.run();
	}

	/**
	 * Waits until the actor's thread waits for something in the midst of the action.
	 * @return this
	 */
	public Pending<T> awaitWaiting() {
		Awaitility.await().pollInterval(Duration.ofMillis(1)).atMost(PATIENCE).until(this::isWaiting);
		return this;
	}

	/**
	 * Does the same for an action that waits for so short a time that this thread may
	 * miss it, or that asks a database which can only wait in its call.
	 * @return this
	 */
	public Pending<T> awaitWaitingOrDone() {
		Awaitility.await().pollInterval(Duration.ofMillis(1)).atMost(PATIENCE).until(() -> isDone() || isWaiting());
		return this;
	}

	/**
	 * Waits until the actor's thread stands in line behind another thread of its
	 * registry: in this JVM, or at the database if threads wait there for each other.
	 * Short calls to a database, for which it may be parked too, do not count.
	 * @return this
	 */
	public Pending<T> awaitInLine() {
		Awaitility.await().pollInterval(Duration.ofMillis(1)).atMost(PATIENCE).until(this::isInLine);
		return this;
	}

	/**
	 * Does the same for an action that waits for so short a time that this thread may
	 * miss it.
	 * @return this
	 */
	public Pending<T> awaitInLineOrDone() {
		Awaitility.await().pollInterval(Duration.ofMillis(1)).atMost(PATIENCE).until(() -> isDone() || isInLine());
		return this;
	}

	private boolean isInLine() {
		Thread current = this.thread;
		return current != null && this.inLine.test(current);
	}

	public boolean isWaiting() {
		Thread current = this.thread;
		if (current == null) {
			return false;
		}
		Thread.State state = current.getState();
		return (state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING) && !isDone();
	}

	public boolean isDone() {
		return this.task.isDone();
	}

	public Pending<T> interrupt() {
		this.thread.interrupt();
		return this;
	}

	/**
	 * Waits for the action to end.
	 * @return its result
	 * @throws Exception what it threw
	 */
	public T result() throws Exception {
		try {
			return this.task.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof Error error) {
				throw error;
			}
			throw (Exception) ex.getCause();
		}
	}

}
