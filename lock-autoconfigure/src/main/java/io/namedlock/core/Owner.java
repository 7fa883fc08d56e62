package io.namedlock.core;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Somebody who has a {@link Hold}, alone or together with others, and the claims of
 * theirs that are open: a thread while one of its own claims is open, and nobody in
 * particular when only detached claims are left.
 */
final class Owner {

	private final Hold hold;

	private final Thread thread;

	private final int handOvers;

	/**
	 * Used by the owner's thread alone.
	 */
	private final Deque<Claim> locks = new ArrayDeque<>(1);

	// Guarded by the monitor of the gate, those that are volatile for writing

	private int claims;

	private int threadClaims;

	private volatile int boundClaims;

	private @Nullable Claim first;

	private volatile @Nullable OwnerWatch watch;

	Owner(Hold hold, Thread thread) {
		this.hold = hold;
		this.thread = thread;
		this.handOvers = hold.tenure().handOvers();
	}

	Hold hold() {
		return this.hold;
	}

	Thread thread() {
		return this.thread;
	}

	/**
	 * How often in a row the lock had gone on in this JVM when the owner got it.
	 */
	int handOvers() {
		return this.handOvers;
	}

	boolean is(Thread candidate) {
		return this.threadClaims > 0 && this.thread == candidate;
	}

	/**
	 * Whether the thread has none of its claims any more.
	 */
	boolean isDetached() {
		return this.threadClaims == 0;
	}

	/**
	 * Whether the thread has to give the lock back itself; needs no monitor.
	 */
	boolean isBound() {
		return this.boundClaims > 0;
	}

	/**
	 * The claim with which it began.
	 */
	Claim first() {
		return Objects.requireNonNull(this.first);
	}

	/**
	 * Gives a waiter a claim on the lock, which its thread has to close until it is
	 * {@linkplain Claim#settle settled}.
	 */
	void admit(Waiter waiter) {
		Claim claim = new Claim(this, waiter);
		if (this.first == null) {
			this.first = claim;
		}
		this.claims++;
		this.threadClaims++;
		this.boundClaims++;
		waiter.receive(claim);
	}

	/**
	 * Notes that one claim may be closed by any thread.
	 */
	void unbindOne() {
		this.boundClaims--;
	}

	/**
	 * Notes that one claim does not belong to the thread any more.
	 */
	void detachOne() {
		this.threadClaims--;
	}

	/**
	 * Takes back a claim, and tells whether it was the last one.
	 */
	boolean remove(Claim claim) {
		this.claims--;
		this.hold.lossActions().remove(claim);
		if (this.claims == 0) {
			this.hold.remove(this);
		}
		return this.claims == 0;
	}

	/**
	 * The claims that were made through {@link java.util.concurrent.locks.Lock}, the
	 * latest first.
	 */
	Deque<Claim> locks() {
		return this.locks;
	}

	/**
	 * Who tells what becomes of it, {@code null} if nobody wants to know.
	 */
	@Nullable OwnerWatch watch() {
		return this.watch;
	}

	void setWatch(OwnerWatch watch) {
		this.watch = watch;
	}

}
