package io.namedlock.core;

import java.util.ArrayDeque;
import java.util.Deque;

import org.jspecify.annotations.Nullable;

/**
 * A lock in the hands of one owner, and the owner's open claims on it. The owner is a
 * thread while one of its own claims is open, and nobody in particular when only detached
 * claims are left. Guarded by the monitor of its gate, except for what is volatile.
 */
final class Hold {

	private final Tenure tenure;

	private final Thread thread;

	private final Deque<Claim> locks = new ArrayDeque<>(1);

	private final LossWatch lossWatch;

	private @Nullable Deadline keepUntil;

	private int claims;

	private int threadClaims;

	private volatile int boundClaims;

	private volatile boolean abandoned;

	private volatile @Nullable Long fencingToken;

	Hold(Tenure tenure, Thread thread) {
		this.tenure = tenure;
		this.thread = thread;
		this.lossWatch = new LossWatch(tenure.grant(), this::isStanding);
	}

	Tenure tenure() {
		return this.tenure;
	}

	LockGrant grant() {
		return this.tenure.grant();
	}

	Thread thread() {
		return this.thread;
	}

	boolean isOwned() {
		return this.claims > 0;
	}

	boolean isOwnedBy(Thread candidate) {
		return this.threadClaims > 0 && this.thread == candidate;
	}

	/**
	 * The thread that has to give the lock back itself, if there is one.
	 */
	@Nullable Thread boundThread() {
		return (this.boundClaims > 0) ? this.thread : null;
	}

	boolean isStanding() {
		return !this.abandoned && grant().isHeld();
	}

	boolean isAbandoned() {
		return this.abandoned;
	}

	/**
	 * Takes the lock from its owner, who is told.
	 */
	void abandon() {
		this.abandoned = true;
		this.lossWatch.fire();
	}

	LossWatch lossWatch() {
		return this.lossWatch;
	}

	void add(Claim claim) {
		this.claims++;
		this.threadClaims++;
		countBound(claim, 1);
	}

	void detach(Claim claim) {
		this.threadClaims--;
		unbind(claim);
	}

	void unbind(Claim claim) {
		countBound(claim, -1);
	}

	void remove(Claim claim) {
		this.claims--;
		this.lossWatch.remove(claim);
		Deadline other = claim.keepUntil();
		if (other != null && other.remainingNanos() > remainingNanos()) {
			this.keepUntil = other;
		}
	}

	/**
	 * How long the lock must be kept although nobody owns it any more.
	 */
	long remainingNanos() {
		return (this.keepUntil != null) ? this.keepUntil.remainingNanos() : 0;
	}

	/**
	 * The claims that were made through {@link java.util.concurrent.locks.Lock}, the
	 * latest first.
	 */
	Deque<Claim> locks() {
		return this.locks;
	}

	@Nullable Long fencingToken() {
		return this.fencingToken;
	}

	void fence(long token) {
		this.fencingToken = token;
	}

	private void countBound(Claim claim, int change) {
		if (claim.isBound()) {
			this.boundClaims += change;
		}
	}

}
