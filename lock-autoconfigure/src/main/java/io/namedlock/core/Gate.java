package io.namedlock.core;

import java.util.ArrayDeque;
import java.util.Deque;

import io.namedlock.LockException;
import io.namedlock.core.Waiter.State;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The line of this JVM for one lock: first come, first served, and one at a time. Who is
 * at turn asks the backend, holds the lock or gives it back; then the turn goes to the
 * next, with the lock where it may be handed over. A gate that nobody uses is retired,
 * and never used again.
 */
final class Gate {

	private static final Log logger = LogFactory.getLog(Gate.class);

	private final Object line;

	private final LockKey key;

	private final Gates gates;

	private final Deque<Waiter> waiters = new ArrayDeque<>(1);

	private boolean taken;

	private boolean retired;

	private volatile @Nullable Hold hold;

	/**
	 * Creates a gate.
	 * @param line what the backend compares
	 * @param key the key of the first lock of that line, for messages
	 */
	Gate(Object line, LockKey key, Gates gates) {
		this.line = line;
		this.key = key;
		this.gates = gates;
	}

	Object line() {
		return this.line;
	}

	LockKey key() {
		return this.key;
	}

	/**
	 * The hold of a thread.
	 * @return the hold, or {@code null} if the thread is a stranger to the lock
	 */
	synchronized @Nullable Hold holdOf(Thread thread) {
		Hold current = this.hold;
		return (current != null && current.isOwnedBy(thread)) ? current : null;
	}

	synchronized String describe() {
		Hold current = this.hold;
		String holder = (current != null) ? "thread '%s' of this JVM holds it".formatted(current.thread().getName())
				: "another session of the database holds it";
		return "%s and %d more wait for it here".formatted(holder, this.waiters.size());
	}

	/**
	 * The thread that must give the lock back before anybody else here gets it, if that
	 * is certain.
	 */
	@Nullable Thread boundThread() {
		Hold current = this.hold;
		return (current != null) ? current.boundThread() : null;
	}

	/**
	 * Lets a waiter in, to the lock, the turn or the line, or turns it away.
	 * @return {@code false} if the gate is retired
	 */
	synchronized boolean join(Waiter waiter) {
		if (this.retired) {
			return false;
		}
		Hold current = this.hold;
		if (current != null && current.isOwnedBy(waiter.thread()) && current.tenure().covers(waiter.attempt().mode())) {
			waiter.receive(claim(current, waiter));
		}
		else if (!this.taken) {
			this.taken = true;
			waiter.receive(State.AT_TURN);
		}
		else if (waiter.attempt().deadline().hasPassed()) {
			waiter.receive(State.TURNED_AWAY);
		}
		else {
			waiter.receive(State.IN_LINE);
			this.waiters.add(waiter);
		}
		return true;
	}

	/**
	 * Takes a waiter out of the line, unless something has reached it there.
	 */
	synchronized void giveUp(Waiter waiter) {
		if (waiter.state() == State.IN_LINE && this.waiters.remove(waiter)) {
			waiter.receive(State.TURNED_AWAY);
		}
	}

	/**
	 * Takes the grant that the waiter at turn got from the backend.
	 * @return {@code false} if the registry was closed meanwhile
	 */
	synchronized boolean admit(Waiter waiter, LockGrant grant) {
		if (this.retired || this.gates.isClosed()) {
			return false;
		}
		Hold granted = new Hold(Tenure.of(grant, waiter.attempt().mode()), waiter.thread());
		this.hold = granted;
		waiter.receive(claim(granted, waiter));
		return true;
	}

	/**
	 * Gives the turn to the next in line.
	 * @param turn what the next one is told
	 */
	synchronized void passTurn(State turn) {
		Waiter next = this.waiters.poll();
		if (next != null) {
			next.receive(turn);
		}
		else if (!this.retired) {
			retire();
		}
	}

	/**
	 * Gives back a hold that nobody claims any more: to the next in line or to the
	 * backend, at once or when it has been kept for long enough.
	 */
	void giveBack(Hold departing) {
		long remaining = departing.remainingNanos();
		if (remaining > 0) {
			this.gates.keep(() -> giveBackKept(departing), remaining);
		}
		else {
			giveBackNow(departing);
		}
	}

	/**
	 * Whether somebody holds the lock or is about to.
	 */
	synchronized boolean isBusy() {
		Hold current = this.hold;
		return this.taken && (current == null || current.isOwned());
	}

	/**
	 * Ends the gate: sends all waiters away, and tells the owner of the lock that it is
	 * lost before it is.
	 */
	void abandon() {
		Hold left = clear();
		if (left != null) {
			left.abandon();
			left.grant().release();
		}
	}

	private Claim claim(Hold held, Waiter waiter) {
		Claim claim = new Claim(this, held, waiter.name());
		held.add(claim);
		return claim;
	}

	private void giveBackKept(Hold departing) {
		try {
			giveBackNow(departing);
		}
		catch (LockException ex) {
			logger.warn("Lock '%s' was kept after its owner had left, and then could not be released"
				.formatted(this.key.name()), ex);
		}
	}

	private void giveBackNow(Hold departing) {
		if (vacate(departing)) {
			giveBackInTurn(departing.tenure());
		}
	}

	/**
	 * Gives a grant back to the backend and passes the turn on: with the lock, if the
	 * backend grants it anew at once.
	 */
	private void giveBackInTurn(Tenure tenure) {
		LockAttempt next = tenure.mayBeExchanged() ? firstAttempt() : null;
		LockGrant anew = null;
		State turn = State.AT_TURN;
		try {
			if (next == null) {
				tenure.grant().release();
			}
			else {
				anew = tenure.grant().exchange(next);
				turn = State.AT_TURN_TO_WAIT;
			}
		}
		finally {
			if (anew == null) {
				passTurn(turn);
			}
		}
		if (next != null && anew != null) {
			bequeathOrGiveBack(tenure.exchanged(anew, next.mode()));
		}
	}

	private void bequeathOrGiveBack(Tenure tenure) {
		try {
			if (!bequeath(tenure)) {
				giveBackInTurn(tenure);
			}
		}
		catch (LockException ex) {
			logger.warn("Lock '%s' was taken for a waiter that had left, and then could not be released"
				.formatted(this.key.name()), ex);
		}
	}

	private synchronized @Nullable LockAttempt firstAttempt() {
		Waiter first = this.waiters.peek();
		return (first != null) ? first.attempt() : null;
	}

	/**
	 * Gives the lock to the first in line.
	 * @return {@code false} if nobody is there any more to have it
	 */
	private synchronized boolean bequeath(Tenure tenure) {
		Waiter heir = this.waiters.peek();
		if (heir == null || heir.attempt().mode() != tenure.mode()) {
			return false;
		}
		this.waiters.remove();
		Hold inherited = new Hold(tenure, heir.thread());
		this.hold = inherited;
		heir.receive(claim(inherited, heir));
		return true;
	}

	/**
	 * Ends a hold.
	 * @return whether its grant has to go back to the backend
	 */
	private synchronized boolean vacate(Hold departing) {
		if (this.hold != departing) {
			return false;
		}
		this.hold = null;
		return !departing.tenure().mayGoOn(this.gates.settings()) || !bequeath(departing.tenure().handedOver());
	}

	private synchronized @Nullable Hold clear() {
		Hold left = this.hold;
		this.hold = null;
		this.waiters.forEach((waiter) -> waiter.receive(State.CLOSED));
		this.waiters.clear();
		retire();
		return left;
	}

	private void retire() {
		this.retired = true;
		this.gates.remove(this);
	}

}
