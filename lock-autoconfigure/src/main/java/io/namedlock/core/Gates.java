package io.namedlock.core;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import io.namedlock.LockNotAcquiredException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The gates of all {@linkplain LockBackend#line lines} in use.
 */
final class Gates {

	private static final Log logger = LogFactory.getLog(Gates.class);

	private final ConcurrentMap<LineKey, Gate> gates = new ConcurrentHashMap<>();

	private final Object idle = new Object();

	/**
	 * Releases the locks that are kept longer than their owners need them. What is still
	 * kept at the end is released by the registry that closes.
	 */
	private final DaemonTimer keptHolds = new DaemonTimer("named-lock-kept");

	private final WaitForGraph waitForGraph = new WaitForGraph();

	private final LockEvents events;

	private final LockBackend backend;

	private final LockRegistrySettings settings;

	private volatile boolean admitting = true;

	private volatile boolean closed;

	Gates(LockBackend backend, LockRegistrySettings settings) {
		this.backend = backend;
		this.settings = settings;
		this.events = new LockEvents(settings.leakDetectionThreshold());
	}

	LockBackend backend() {
		return this.backend;
	}

	/**
	 * Tells what becomes of locks.
	 */
	LockEvents events() {
		return this.events;
	}

	/**
	 * Who waits for whom at these gates.
	 */
	WaitForGraph waitForGraph() {
		return this.waitForGraph;
	}

	/**
	 * Shows who has which lock, and who is on the way to it.
	 */
	void show(OverviewParts parts) {
		this.gates.values().forEach((gate) -> gate.show(parts));
	}

	LockRegistrySettings settings() {
		return this.settings;
	}

	/**
	 * The current thread as an owner of a lock.
	 * @return the owner, or {@code null} if the thread is a stranger to the lock
	 */
	@Nullable Owner ownerOf(LockKey key) {
		Gate gate = this.gates.get(this.backend.line(key));
		return (gate != null) ? gate.ownerOf(Thread.currentThread()) : null;
	}

	/**
	 * What is thrown when a deadline has passed.
	 */
	LockNotAcquiredException notAcquired(String name, LockKey key, Deadline deadline) {
		Gate gate = this.gates.get(this.backend.line(key));
		String holder = (gate != null) ? gate.describe() : Gate.HELD_ELSEWHERE;
		return Failures.notAcquired(name, deadline, "%s (%s)".formatted(holder, this.backend.description()));
	}

	int size() {
		return this.gates.size();
	}

	void stopAdmitting() {
		this.admitting = false;
	}

	boolean isClosed() {
		return this.closed;
	}

	boolean awaitIdle(Deadline deadline) throws InterruptedException {
		synchronized (this.idle) {
			while (isBusy() && !deadline.hasPassed()) {
				this.idle.wait(deadline.remainingNanos() / 1_000_000 + 1);
			}
		}
		return !isBusy();
	}

	/**
	 * Takes all locks from their owners, and leaves it to the backend to release them.
	 */
	void close() {
		stopAdmitting();
		this.closed = true;
		HeldAtClose held = new HeldAtClose(this.gates.values().stream());
		if (!held.isNothing()) {
			logger.warn(held.describe());
		}
		this.gates.values().forEach((gate) -> gate.abandon());
		this.keptHolds.close();
		this.events.close();
	}

	void remove(Gate gate) {
		this.gates.remove(gate.line(), gate);
		signalIdle();
	}

	void keep(Runnable release, long nanos) {
		this.keptHolds.later(release, nanos);
		signalIdle();
	}

	/**
	 * Lets a waiter in at its gate.
	 */
	void join(Waiter waiter) {
		LockKey key = waiter.attempt().key();
		if (!this.admitting && ownerOf(key) == null) {
			throw Failures.closed(waiter);
		}
		LineKey line = this.backend.line(key);
		Gate gate;
		do {
			gate = this.gates.computeIfAbsent(line, (unused) -> new Gate(line, key, this));
		}
		while (!gate.join(waiter));
	}

	/**
	 * Takes the turn at a gate that nobody uses.
	 * @return {@code false} if somebody does
	 */
	boolean takeFreeTurn(Waiter waiter) {
		if (!this.admitting) {
			return false;
		}
		LockKey key = waiter.attempt().key();
		LineKey line = this.backend.line(key);
		return this.gates.computeIfAbsent(line, (unused) -> new Gate(line, key, this)).takeFreeTurn(waiter);
	}

	private boolean isBusy() {
		return this.gates.values().stream().anyMatch(Gate::isBusy);
	}

	private void signalIdle() {
		if (!this.admitting) {
			synchronized (this.idle) {
				this.idle.notifyAll();
			}
		}
	}

}
