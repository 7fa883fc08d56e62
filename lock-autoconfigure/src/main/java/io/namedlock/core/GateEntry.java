package io.namedlock.core;

import java.util.List;
import java.util.function.Consumer;

import io.namedlock.LockException;
import io.namedlock.core.Waiter.State;
import org.jspecify.annotations.Nullable;

/**
 * The way in through the {@link Gates}: to a lock that this JVM has, or to the turn and
 * with it to the backend.
 */
final class GateEntry {

	private final WaitForGraph waitForGraph = new WaitForGraph();

	private final Gates gates;

	private final LockBackend backend;

	GateEntry(Gates gates, LockBackend backend) {
		this.gates = gates;
		this.backend = backend;
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
	 * Brings a waiter to where it has the lock or the turn, or will have neither.
	 */
	private PlaceAtGate approach(Waiter waiter) throws InterruptedException {
		requireNoInterrupt(waiter.attempt());
		Gate gate = this.gates.join(waiter);
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
		return joint.run(waiters.subList(1, waiters.size()), this.gates::takeFreeTurn, taken);
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

}
