package io.namedlock.core;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Stream;

import io.namedlock.core.Waiter.State;
import org.jspecify.annotations.Nullable;

/**
 * Those who wait at a {@link Gate}, first come, first served. Guarded by its monitor.
 */
final class WaitingLine {

	private final Deque<Waiter> waiters = new ArrayDeque<>(1);

	boolean isEmpty() {
		return this.waiters.isEmpty();
	}

	int size() {
		return this.waiters.size();
	}

	Stream<Waiter> stream() {
		return this.waiters.stream();
	}

	@Nullable Waiter first() {
		return this.waiters.peek();
	}

	void removeFirst() {
		this.waiters.remove();
	}

	/**
	 * Lets a waiter line up, unless it has no time to wait.
	 */
	void add(Waiter waiter) {
		if (waiter.attempt().deadline().hasPassed()) {
			waiter.receive(State.TURNED_AWAY);
		}
		else {
			waiter.receive(State.IN_LINE);
			this.waiters.add(waiter);
		}
	}

	/**
	 * Takes a waiter out of the line.
	 * @return whether it stood there
	 */
	boolean remove(Waiter waiter) {
		return waiter.state() == State.IN_LINE && this.waiters.remove(waiter);
	}

	/**
	 * Sends all waiters away.
	 */
	void close() {
		this.waiters.forEach((waiter) -> waiter.receive(State.CLOSED));
		this.waiters.clear();
	}

	/**
	 * Whether somebody before a waiter wants the lock for itself alone.
	 */
	boolean isBehindAWriter(Waiter waiter) {
		return this.waiters.stream().takeWhile((each) -> each != waiter).anyMatch((each) -> !each.isSharing());
	}

}
