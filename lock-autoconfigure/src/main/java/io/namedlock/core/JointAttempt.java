package io.namedlock.core;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;

import io.namedlock.LockException;
import io.namedlock.core.Waiter.State;
import org.jspecify.annotations.Nullable;

/**
 * One try of one thread for several locks, which has the turn at all of their gates. Not
 * safe for use by several threads.
 */
final class JointAttempt {

	private final LockBackend backend;

	/**
	 * Where the thread still has the turn.
	 */
	private final Deque<PlaceAtGate> places = new ArrayDeque<>();

	JointAttempt(LockBackend backend, PlaceAtGate first) {
		this.backend = backend;
		this.places.add(first);
	}

	/**
	 * Takes the locks before the first that somebody else uses, and passes on the turns
	 * at the gates behind that one.
	 * @param others the thread on its way to the other locks
	 * @param taker takes the turn at a gate that is free, or tells {@code null}
	 * @param taken is given the claims, in their order
	 * @return where the thread still has the turn, {@code null} if it has all those locks
	 */
	@Nullable PlaceAtGate run(List<Waiter> others, Function<Waiter, @Nullable Gate> taker, Consumer<Claim> taken)
			throws InterruptedException {
		try {
			takeTurns(others, taker);
			List<LockGrant> grants = (this.places.size() > 1) ? this.backend.tryAcquireAll(attempts()) : null;
			if (grants != null) {
				admit(grants, taken);
			}
			PlaceAtGate next = this.places.poll();
			if (next != null && grants != null) {
				next.waiter().receive(State.AT_TURN_TO_WAIT);
			}
			return next;
		}
		finally {
			passTurns();
		}
	}

	private void takeTurns(List<Waiter> others, Function<Waiter, @Nullable Gate> taker) {
		for (Waiter waiter : others) {
			Gate gate = taker.apply(waiter);
			if (gate == null) {
				return;
			}
			this.places.add(new PlaceAtGate(gate, waiter));
		}
	}

	private void passTurns() {
		this.places.forEach((place) -> place.gate().passTurn(State.AT_TURN));
	}

	private List<LockAttempt> attempts() {
		return this.places.stream().map((place) -> place.waiter().attempt()).toList();
	}

	private void admit(List<LockGrant> grants, Consumer<Claim> taken) {
		List<LockGrant> left = new ArrayList<>(grants);
		while (!left.isEmpty()) {
			PlaceAtGate place = this.places.element();
			if (!place.gate().admit(place.waiter(), left.get(0))) {
				throw releasedAfter(Refusals.closed(place.waiter()), left);
			}
			left.remove(0);
			this.places.remove();
			taken.accept(Objects.requireNonNull(place.waiter().claim()));
		}
	}

	private static LockException releasedAfter(LockException failure, List<LockGrant> grants) {
		for (LockGrant grant : grants) {
			try {
				grant.release();
			}
			catch (LockException ex) {
				failure.addSuppressed(ex);
			}
		}
		return failure;
	}

}
