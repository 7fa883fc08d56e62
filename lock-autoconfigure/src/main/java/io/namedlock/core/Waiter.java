package io.namedlock.core;

import java.util.Objects;
import java.util.concurrent.locks.LockSupport;

import io.namedlock.LockMode;
import org.jspecify.annotations.Nullable;

/**
 * A thread on its way through a {@link Gate}. The gate changes its state, under its own
 * monitor; the thread itself, and whoever asks about it, reads it.
 */
final class Waiter {

	private final LockAttempt attempt;

	private final @Nullable String template;

	private final Thread thread = Thread.currentThread();

	private volatile @Nullable Gate gate;

	private volatile State state = State.ARRIVING;

	private volatile @Nullable Claim claim;

	Waiter(LockAttempt attempt, @Nullable String template) {
		this.attempt = attempt;
		this.template = template;
	}

	LockAttempt attempt() {
		return this.attempt;
	}

	boolean isSharing() {
		return this.attempt.mode() == LockMode.SHARED;
	}

	String name() {
		return this.attempt.key().name();
	}

	@Nullable String template() {
		return this.template;
	}

	Thread thread() {
		return this.thread;
	}

	Gate gate() {
		return Objects.requireNonNull(this.gate);
	}

	State state() {
		return this.state;
	}

	/**
	 * What it has got, {@code null} unless its state is {@link State#CLAIMED}.
	 */
	@Nullable Claim claim() {
		return this.claim;
	}

	void enter(Gate gate) {
		this.gate = gate;
	}

	void receive(State state) {
		boolean parked = this.state == State.IN_LINE;
		this.state = state;
		if (parked) {
			LockSupport.unpark(this.thread);
		}
	}

	void receive(Claim claim) {
		this.claim = claim;
		receive(State.CLAIMED);
	}

	/**
	 * Parks the thread while it is in line, until its deadline or, if the attempt is
	 * interruptible, an interrupt. The interrupt flag stays set.
	 */
	void await() {
		boolean interrupted = false;
		while (this.state == State.IN_LINE && !this.attempt.deadline().hasPassed()
				&& !(interrupted && this.attempt.interruptible())) {
			LockSupport.parkNanos(this, this.attempt.deadline().remainingNanos());
			// A set flag would make the next park return at once
			interrupted |= Thread.interrupted();
		}
		if (interrupted) {
			this.thread.interrupt();
		}
	}

	enum State {

		// No gate has seen it yet
		ARRIVING,

		// Others are before it
		IN_LINE,

		// It has the turn: it alone may ask the backend for the lock
		AT_TURN,

		// It has the turn, and somebody else was just seen to hold the lock: it waits at
		// the backend without trying first
		AT_TURN_TO_WAIT,

		// It has the lock
		CLAIMED,

		// It goes away without the lock
		TURNED_AWAY,

		// It can never have the lock, because its own thread is in the way
		REFUSED,

		// The registry was closed
		CLOSED

	}

}
