package io.namedlock.core;

import java.util.concurrent.locks.LockSupport;

import io.namedlock.LockMode;
import org.jspecify.annotations.Nullable;

/**
 * A thread on its way through a {@link Gate}. The gate changes its state under its
 * monitor; the thread itself reads it.
 */
final class Waiter {

	private final LockAttempt attempt;

	private final String name;

	private final @Nullable String template;

	private final Thread thread = Thread.currentThread();

	private volatile State state = State.ARRIVING;

	private volatile @Nullable Claim claim;

	Waiter(LockAttempt attempt, String name) {
		this(attempt, name, null);
	}

	/**
	 * The current thread.
	 * @param template what the name was made of, if that is known
	 */
	Waiter(LockAttempt attempt, String name, @Nullable String template) {
		this.attempt = attempt;
		this.name = name;
		this.template = template;
	}

	LockAttempt attempt() {
		return this.attempt;
	}

	boolean isSharing() {
		return this.attempt.mode() == LockMode.SHARED;
	}

	/**
	 * The lock's name as the application gave it.
	 */
	String name() {
		return this.name;
	}

	@Nullable String template() {
		return this.template;
	}

	Thread thread() {
		return this.thread;
	}

	State state() {
		return this.state;
	}

	@Nullable Claim claim() {
		return this.claim;
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
			interrupted |= Thread.interrupted();
		}
		if (interrupted) {
			this.thread.interrupt();
		}
	}

	/**
	 * Where a waiter can be on its way.
	 */
	enum State {

		/**
		 * It has not been seen yet.
		 */
		ARRIVING,

		/**
		 * Others are before it.
		 */
		IN_LINE,

		/**
		 * It is the only one of this JVM that may ask the backend for the lock.
		 */
		AT_TURN,

		/**
		 * It is at turn, and somebody else was just seen to hold the lock.
		 */
		AT_TURN_TO_WAIT,

		/**
		 * It has the lock.
		 */
		CLAIMED,

		/**
		 * It goes away without the lock.
		 */
		TURNED_AWAY,

		/**
		 * It can never have the lock, because its own thread is in the way.
		 */
		REFUSED,

		/**
		 * The registry was closed.
		 */
		CLOSED

	}

}
