package io.namedlock.core;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;

import io.namedlock.LockEvent;
import io.namedlock.LockException;
import io.namedlock.LockHandle;
import io.namedlock.LockInterruptedException;
import io.namedlock.LockNotAcquiredException;
import io.namedlock.LockRequest;
import io.namedlock.core.Waiter.State;
import org.jspecify.annotations.Nullable;

/**
 * The way in of one request, with one deadline for all of its locks: through the gates of
 * the registry to a lock that this JVM has, or to the turn and with it to the backend.
 * The locks are taken in the order of their keys, as many at once as are free, and given
 * back if one cannot be had. Used once, by the thread that wants them.
 */
final class Acquisition {

	private final DefaultLockRegistry registry;

	private final LockRequest request;

	private final Deadline deadline;

	private final boolean interruptible;

	private final List<Waiter> waiters;

	private final List<Claim> claims = new ArrayList<>(1);

	/**
	 * Asked once, so that who begins to listen meanwhile hears of no half.
	 */
	private final boolean told;

	/**
	 * The way in of the current thread.
	 * @param keys the keys of the locks, in their order
	 * @param interruptible whether an interrupt ends it
	 */
	Acquisition(DefaultLockRegistry registry, LockRequest request, List<LockKey> keys, Deadline deadline,
			boolean interruptible) {
		this.registry = registry;
		this.request = request;
		this.deadline = deadline;
		this.interruptible = interruptible;
		this.told = registry.events().isWanted();
		this.waiters = new ArrayList<>(keys.size());
		String template = request.template().orElse(null);
		for (LockKey key : keys) {
			this.waiters.add(new Waiter(new LockAttempt(key, request.mode(), deadline, interruptible), template));
		}
	}

	/**
	 * The way in of the current thread to what a request asks for.
	 */
	static Acquisition of(LockRequest request, DefaultLockRegistry registry) {
		if (!registry.backend().supports(request.mode())) {
			throw Failures.unsupported(request, registry.backend().description());
		}
		Duration wait = request.waitTime().orElse(registry.waitTime());
		return new Acquisition(registry, request, registry.keys(request), Deadline.after(wait), !wait.isZero());
	}

	/**
	 * Takes the locks for the caller of the registry.
	 * @return the handle that holds them all, or {@code null} if the deadline passed
	 */
	@Nullable LockHandle run() {
		try {
			if (!take()) {
				return null;
			}
			this.claims.forEach((claim) -> claim.settle(this.request));
			tellAcquired();
			return (this.claims.size() == 1) ? this.claims.get(0) : new JointClaim(this.request, this.claims);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			LockInterruptedException failure = Failures.interrupted(this.request.toString(), this.deadline, ex);
			giveBackAfter(failure);
			throw failure;
		}
		catch (RuntimeException | Error ex) {
			giveBackAfter(ex);
			throw ex;
		}
	}

	/**
	 * Takes the one lock of a {@link java.util.concurrent.locks.Lock}.
	 * @param verifying whether the backend is asked about a lock that the thread had
	 * already
	 * @return the claim on it, or {@code null} if the deadline passed
	 * @throws InterruptedException if the thread was interrupted, and its flag is cleared
	 */
	@Nullable Claim claim(boolean verifying) throws InterruptedException {
		try {
			if (!take()) {
				return null;
			}
			Claim claim = this.claims.get(0);
			if (verifying && claim.isReentrant()) {
				claim.verify();
			}
			tellAcquired();
			return claim;
		}
		catch (InterruptedException | RuntimeException | Error ex) {
			giveBackAfter(ex);
			throw ex;
		}
	}

	/**
	 * What is thrown when the deadline has passed.
	 */
	LockNotAcquiredException notAcquired() {
		LockKey missed = this.waiters.get(this.claims.size()).attempt().key();
		return this.registry.notAcquired(this.request.toString(), missed, this.deadline);
	}

	/**
	 * Takes the locks, one after the other or several at once.
	 * @return {@code false} if the deadline passed; none is claimed then
	 */
	private boolean take() throws InterruptedException {
		if (this.told) {
			this.registry.events().onEvent(new LockEvent.Requested(this.request));
		}
		while (this.claims.size() < this.waiters.size()) {
			Waiter waiter = this.waiters.get(this.claims.size());
			approach(waiter);
			if (waiter.state() == State.AT_TURN && waiter != this.waiters.get(this.waiters.size() - 1)) {
				waiter = takeTogether(waiter);
			}
			if (waiter == null) {
				// All that were tried for together were had
				continue;
			}
			Claim claim = switch (waiter.state()) {
				case AT_TURN, AT_TURN_TO_WAIT -> ask(waiter);
				case REFUSED -> throw Failures.upgrade(waiter);
				case CLOSED -> throw Failures.closed(waiter);
				default -> waiter.claim();
			};
			if (claim == null) {
				JointClaim.closeAll(this.claims);
				tellRefused(null);
				return false;
			}
			this.claims.add(claim);
		}
		if (this.request.isFenced()) {
			fence();
		}
		return true;
	}

	/**
	 * Brings a waiter to where it has the lock or the turn, or will have neither.
	 */
	private void approach(Waiter waiter) throws InterruptedException {
		requireNoInterrupt();
		this.registry.join(waiter);
		if (waiter.state() == State.CLAIMED) {
			requireStanding(waiter.claim());
		}
		else if (waiter.state() == State.IN_LINE) {
			standInLine(waiter);
		}
	}

	private void standInLine(Waiter waiter) throws InterruptedException {
		WaitForGraph graph = this.registry.waitForGraph();
		boolean endless = !graph.enter(waiter);
		if (!endless) {
			if (this.told) {
				this.registry.events().waits(waiter);
			}
			waiter.await();
			graph.leave(waiter);
		}
		waiter.gate().giveUp(waiter);
		// What has reached the waiter until now counts, whatever ended its wait
		if (waiter.state() == State.TURNED_AWAY) {
			requireNoInterrupt();
			if (endless) {
				throw Failures.deadlock(waiter);
			}
		}
	}

	/**
	 * Takes the next locks in one call: the turns at their gates up to the first that
	 * somebody of this JVM uses, and then the locks before the first that anybody has.
	 * @param first has the turn at the gate of the first lock
	 * @return the waiter that still has the turn, {@code null} if none has
	 */
	private @Nullable Waiter takeTogether(Waiter first) throws InterruptedException {
		Deque<Waiter> atTurn = new ArrayDeque<>(List.of(first));
		try {
			for (Waiter other : this.waiters.subList(this.claims.size() + 1, this.waiters.size())) {
				if (!this.registry.takeFreeTurn(other)) {
					break;
				}
				atTurn.add(other);
			}
			List<LockAttempt> attempts = atTurn.stream().map(Waiter::attempt).toList();
			List<LockGrant> grants = (attempts.size() > 1) ? this.registry.backend().tryAcquireAll(attempts) : null;
			if (grants == null) {
				return atTurn.poll();
			}
			admitAll(atTurn, new ArrayList<>(grants));
			Waiter next = atTurn.poll();
			if (next != null) {
				// Its lock was in the call, and refused
				next.receive(State.AT_TURN_TO_WAIT);
			}
			return next;
		}
		finally {
			// All but the one that is returned pass the turn on, whatever was thrown
			atTurn.forEach((waiter) -> waiter.gate().passTurn(State.AT_TURN));
		}
	}

	private void admitAll(Deque<Waiter> atTurn, List<LockGrant> grants) {
		while (!grants.isEmpty()) {
			Waiter waiter = atTurn.element();
			if (!waiter.gate().admit(waiter, grants.get(0))) {
				throw closedAfter(grants, waiter);
			}
			grants.remove(0);
			atTurn.remove();
			this.claims.add(Objects.requireNonNull(waiter.claim()));
		}
	}

	/**
	 * Asks the backend for the lock of the waiter at turn.
	 * @return the claim on it, {@code null} if the deadline passed
	 */
	private @Nullable Claim ask(Waiter waiter) throws InterruptedException {
		LockBackend backend = this.registry.backend();
		LockGrant grant = null;
		boolean admitted = false;
		try {
			grant = (waiter.state() == State.AT_TURN) ? backend.acquire(waiter.attempt())
					: backend.await(waiter.attempt());
			admitted = grant != null && waiter.gate().admit(waiter, grant);
		}
		finally {
			// Who is admitted has passed on the turn
			if (!admitted) {
				waiter.gate().passTurn(State.AT_TURN);
			}
		}
		if (grant != null && !admitted) {
			throw closedAfter(List.of(grant), waiter);
		}
		return waiter.claim();
	}

	private void fence() {
		for (int i = 0; i < this.claims.size(); i++) {
			Hold hold = this.claims.get(i).hold();
			if (hold.fencingToken() == null) {
				long token = this.registry.backend()
					.drawFencingToken(this.waiters.get(i).attempt().key(), this.deadline);
				// Only a lock that stands after its token was drawn had that token first
				hold.verify();
				hold.fence(token);
			}
		}
	}

	private void tellAcquired() {
		if (this.told) {
			this.registry.events().acquired(this.request, waited(), this.claims);
		}
	}

	private void tellRefused(@Nullable Throwable failure) {
		if (this.told) {
			this.registry.events().onEvent(new LockEvent.Refused(this.request, waited(), failure));
		}
	}

	/**
	 * Gives back what was claimed, since the request has failed.
	 */
	private void giveBackAfter(Throwable failure) {
		try {
			JointClaim.closeAll(this.claims);
		}
		catch (LockException ex) {
			failure.addSuppressed(ex);
		}
		tellRefused(failure);
	}

	private Duration waited() {
		return Duration.ofNanos(this.deadline.elapsedNanos());
	}

	private void requireNoInterrupt() throws InterruptedException {
		if (this.interruptible && Thread.interrupted()) {
			throw new InterruptedException();
		}
	}

	private static void requireStanding(@Nullable Claim claim) {
		if (claim != null && !claim.isHeld()) {
			claim.close();
			throw Failures.lost(claim.name(), Failures.WHILE_HELD);
		}
	}

	/**
	 * Releases grants that came when the registry was closed already.
	 * @return what the waiter is told
	 */
	private static LockException closedAfter(List<LockGrant> late, Waiter waiter) {
		LockException closed = Failures.closed(waiter);
		for (LockGrant grant : late) {
			try {
				grant.release();
			}
			catch (LockException ex) {
				closed.addSuppressed(ex);
			}
		}
		return closed;
	}

}
