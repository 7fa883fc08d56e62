package io.namedlock.core;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;

import io.namedlock.LockException;
import io.namedlock.LockNotAcquiredException;
import io.namedlock.core.Waiter.State;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The gates of all {@linkplain LockBackend#line lines} in use, and the way through them
 * to the backend.
 */
final class Gates {

	private static final Log logger = LogFactory.getLog(Gates.class);

	private final ConcurrentMap<Object, Gate> gates = new ConcurrentHashMap<>();

	private final WaitForGraph waitForGraph = new WaitForGraph();

	private final Object idle = new Object();

	private final KeptHolds keptHolds = new KeptHolds();

	private final LockBackend backend;

	private final LockRegistrySettings settings;

	private volatile boolean admitting = true;

	private volatile boolean closed;

	Gates(LockBackend backend, LockRegistrySettings settings) {
		this.backend = backend;
		this.settings = settings;
	}

	LockRegistrySettings settings() {
		return this.settings;
	}

	/**
	 * Brings the current thread to a lock.
	 * @return its claim, or {@code null} if the deadline passed
	 */
	@Nullable Claim acquire(LockAttempt attempt, String name) throws InterruptedException {
		return pass(approach(new Waiter(attempt, name)));
	}

	/**
	 * Brings the current thread to the first of several locks, and to those behind it
	 * that are free with it.
	 * @param waiters the thread on its way to each of them, in the order of their keys
	 * @param taken is given the claims, in that order
	 * @return {@code false} if the deadline passed
	 */
	boolean acquireNext(List<Waiter> waiters, Consumer<Claim> taken) throws InterruptedException {
		PlaceAtGate place = approach(waiters.get(0));
		if (waiters.size() > 1 && place.waiter().state() == State.AT_TURN) {
			place = tryTogether(place, waiters, taken);
		}
		Claim claim = (place != null) ? pass(place) : null;
		if (claim != null) {
			taken.accept(claim);
		}
		return place == null || claim != null;
	}

	/**
	 * Brings the current thread to a lock whatever interrupts it.
	 * @return its claim, or {@code null} if the deadline passed
	 */
	@Nullable Claim acquireUninterruptibly(LockAttempt attempt, String name) {
		try {
			return acquire(attempt, name);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException("An attempt was interrupted that is not interruptible", ex);
		}
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
		String holder = (gate != null) ? gate.describe() : "another session of the database holds it";
		return Refusals.notAcquired(name, deadline, "%s (%s)".formatted(holder, this.backend.description()));
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

	void close() {
		stopAdmitting();
		this.closed = true;
		for (Gate gate : this.gates.values()) {
			try {
				gate.exit().abandon();
			}
			catch (LockException ex) {
				logger.warn("Lock '%s' could not be released when the registry was closed".formatted(gate.key().name()),
						ex);
			}
		}
		this.keptHolds.close();
	}

	void remove(Gate gate) {
		this.gates.remove(gate.line(), gate);
		signalIdle();
	}

	void keep(Runnable release, long nanos) {
		this.keptHolds.later(release, nanos);
		signalIdle();
	}

	private Gate join(Waiter waiter) {
		LockKey key = waiter.attempt().key();
		if (!this.admitting && ownerOf(key) == null) {
			throw Refusals.closed(waiter);
		}
		Object line = this.backend.line(key);
		Gate gate;
		do {
			gate = this.gates.computeIfAbsent(line, (unused) -> new Gate(line, key, this));
		}
		while (!gate.join(waiter));
		return gate;
	}

	/**
	 * Brings a waiter to where it has the lock or the turn, or will have neither.
	 */
	private PlaceAtGate approach(Waiter waiter) throws InterruptedException {
		requireNoInterrupt(waiter.attempt());
		Gate gate = join(waiter);
		if (waiter.state() == State.CLAIMED) {
			requireStanding(waiter.claim());
		}
		else if (waiter.state() == State.IN_LINE) {
			standInLine(gate, waiter);
		}
		return new PlaceAtGate(gate, waiter);
	}

	private @Nullable Claim pass(PlaceAtGate place) throws InterruptedException {
		Waiter waiter = place.waiter();
		return switch (waiter.state()) {
			case AT_TURN, AT_TURN_TO_WAIT -> ask(place.gate(), waiter);
			case REFUSED -> throw Refusals.upgrade(waiter);
			case CLOSED -> throw Refusals.closed(waiter);
			default -> waiter.claim();
		};
	}

	private @Nullable PlaceAtGate tryTogether(PlaceAtGate first, List<Waiter> waiters, Consumer<Claim> taken)
			throws InterruptedException {
		JointAttempt joint = new JointAttempt(this.backend, first);
		return joint.run(waiters.subList(1, waiters.size()), this::takeFreeTurn, taken);
	}

	private @Nullable Gate takeFreeTurn(Waiter waiter) {
		LockKey key = waiter.attempt().key();
		Object line = this.backend.line(key);
		Gate gate = this.gates.computeIfAbsent(line, (unused) -> new Gate(line, key, this));
		return (this.admitting && gate.takeFreeTurn(waiter)) ? gate : null;
	}

	private void standInLine(Gate gate, Waiter waiter) throws InterruptedException {
		boolean endless = !this.waitForGraph.enter(waiter, gate);
		if (!endless) {
			waiter.await();
			this.waitForGraph.leave(waiter);
		}
		gate.giveUp(waiter);
		if (waiter.state() == State.TURNED_AWAY) {
			requireNoInterrupt(waiter.attempt());
			if (endless) {
				throw Refusals.deadlock(waiter);
			}
		}
	}

	private @Nullable Claim ask(Gate gate, Waiter waiter) throws InterruptedException {
		LockGrant grant = null;
		boolean admitted = false;
		try {
			grant = askBackend(waiter);
			admitted = grant != null && gate.admit(waiter, grant);
		}
		finally {
			if (!admitted) {
				gate.passTurn(State.AT_TURN);
			}
		}
		if (grant != null && !admitted) {
			throw closedAfter(grant, waiter);
		}
		return waiter.claim();
	}

	private @Nullable LockGrant askBackend(Waiter waiter) throws InterruptedException {
		LockAttempt attempt = waiter.attempt();
		return (waiter.state() == State.AT_TURN) ? this.backend.acquire(attempt) : this.backend.await(attempt);
	}

	private static void requireStanding(@Nullable Claim claim) {
		if (claim != null && !claim.isHeld()) {
			claim.close();
			throw claim.lost("while this thread held it");
		}
	}

	private static void requireNoInterrupt(LockAttempt attempt) throws InterruptedException {
		if (attempt.interruptible() && Thread.interrupted()) {
			throw new InterruptedException();
		}
	}

	private static LockException closedAfter(LockGrant late, Waiter waiter) {
		LockException closed = Refusals.closed(waiter);
		try {
			late.release();
		}
		catch (LockException ex) {
			closed.addSuppressed(ex);
		}
		return closed;
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
