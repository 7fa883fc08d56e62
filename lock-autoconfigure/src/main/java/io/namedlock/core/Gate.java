package io.namedlock.core;

import java.util.List;

import io.namedlock.core.Waiter.State;
import org.jspecify.annotations.Nullable;

/**
 * The line of this JVM for one lock: first come, first served. Who is at turn asks the
 * backend or gives the lock back to it; nobody else does meanwhile. The lock is held by
 * one owner, or by several that share it. A gate that nobody uses is retired, and never
 * used again.
 */
final class Gate {

	private final LineKey line;

	private final LockKey key;

	private final Gates gates;

	private final GateExit exit = new GateExit(this);

	private final WaitingLine waiters = new WaitingLine();

	private final Turn turn = new Turn();

	private boolean retired;

	private volatile @Nullable Hold hold;

	/**
	 * Creates a gate.
	 * @param line what the backend compares
	 * @param key the key of the first lock of that line, for messages
	 */
	Gate(LineKey line, LockKey key, Gates gates) {
		this.line = line;
		this.key = key;
		this.gates = gates;
	}

	LineKey line() {
		return this.line;
	}

	LockKey key() {
		return this.key;
	}

	Gates gates() {
		return this.gates;
	}

	/**
	 * The way out.
	 */
	GateExit exit() {
		return this.exit;
	}

	/**
	 * A thread as an owner of the lock.
	 * @return the owner, or {@code null} if the thread is a stranger to the lock
	 */
	synchronized @Nullable Owner ownerOf(Thread thread) {
		Hold current = this.hold;
		return (current != null) ? current.ownerOf(thread) : null;
	}

	synchronized String describe() {
		Hold current = this.hold;
		String holder = (current != null) ? current.describe() : "another session of the database holds it";
		return "%s and %d more wait for it here".formatted(holder, this.waiters.size());
	}

	/**
	 * Shows who has the lock, and who is on the way to it.
	 */
	synchronized void show(OverviewParts parts) {
		parts.add(this.hold, this.turn.seeker(), this.waiters);
	}

	/**
	 * The threads that must give the lock back before a waiter in line gets it, as far as
	 * that is certain.
	 */
	List<Thread> blockersOf(Waiter waiter) {
		Hold current = this.hold;
		if (current == null || (current.isShared() && waiter.isSharing() && !isBehindAWriter(waiter))) {
			return List.of();
		}
		return current.boundThreads();
	}

	/**
	 * Lets a waiter in, to the lock, the turn or the line, or turns it away.
	 * @return {@code false} if the gate is retired
	 */
	synchronized boolean join(Waiter waiter) {
		if (this.retired) {
			return false;
		}
		Owner owner = ownerOf(waiter.thread());
		if (owner != null) {
			reenter(owner, waiter);
		}
		else if (!this.waiters.isEmpty() || !letIn(waiter, State.AT_TURN)) {
			this.waiters.add(waiter);
		}
		return true;
	}

	/**
	 * Gives a waiter the turn if nobody uses the lock.
	 * @return {@code false} if somebody does, or the gate is retired
	 */
	synchronized boolean takeFreeTurn(Waiter waiter) {
		boolean free = !this.retired && this.hold == null && this.waiters.isEmpty() && this.turn.tryTake(waiter);
		if (free) {
			waiter.receive(State.AT_TURN);
		}
		return free;
	}

	/**
	 * Takes a waiter out of the line, unless something has reached it there. Those behind
	 * it may not have to wait any more.
	 */
	synchronized void giveUp(Waiter waiter) {
		if (this.waiters.remove(waiter)) {
			waiter.receive(State.TURNED_AWAY);
			advance(State.AT_TURN);
		}
	}

	/**
	 * Takes the grant that the waiter at turn got from the backend, and ends its turn.
	 * Where others share the lock already, all of them rely on that grant from now on.
	 * @return {@code false} if the registry was closed meanwhile
	 */
	boolean admit(Waiter waiter, LockGrant grant) {
		Hold sharing;
		LockGrant former;
		synchronized (this) {
			if (this.retired || this.gates.isClosed()) {
				return false;
			}
			sharing = this.hold;
			if (sharing == null || !sharing.isStanding()) {
				begin(Tenure.of(grant, waiter.attempt().mode()), waiter);
				return true;
			}
			former = sharing.renew(grant);
			this.turn.beginRelease();
			sharing.add(waiter.thread()).admit(waiter, this);
			passTurn(State.AT_TURN);
		}
		discard(sharing, former);
		return true;
	}

	/**
	 * Gives the turn to the next in line.
	 * @param turn what the next one is told
	 */
	synchronized void passTurn(State turn) {
		this.turn.pass();
		advance(turn);
	}

	/**
	 * Ends a release beside the turn, for which writers wait.
	 */
	synchronized void endRelease() {
		this.turn.endRelease();
		advance(State.AT_TURN);
	}

	/**
	 * Ends a hold that nobody owns any more, and takes the turn to give it back.
	 * @return what is left to do
	 */
	synchronized Remainder vacate(Hold departing) {
		if (departing.isOwned() || !departing.end()) {
			return Remainder.NOTHING;
		}
		if (this.hold != departing) {
			this.turn.beginRelease();
			return Remainder.RELEASE;
		}
		this.hold = null;
		if (!this.turn.takeOrReleaseBeside()) {
			return Remainder.RELEASE;
		}
		boolean inherited = departing.mayGoOn(this.gates.settings()) && bequeath(departing.tenure().handedOver());
		return inherited ? Remainder.NOTHING : Remainder.RELEASE_AND_PASS_TURN;
	}

	/**
	 * Gives the lock to the first in line, and ends the turn.
	 * @return {@code false} if nobody is there any more to have it
	 */
	synchronized boolean bequeath(Tenure tenure) {
		Waiter heir = this.waiters.first();
		if (heir == null || heir.attempt().mode() != tenure.mode()) {
			return false;
		}
		this.waiters.removeFirst();
		begin(tenure, heir);
		return true;
	}

	/**
	 * What the first in line wants, if it may ask the backend.
	 */
	synchronized @Nullable LockAttempt firstAttempt() {
		Waiter first = this.waiters.first();
		return (first != null && this.turn.maySeek(first.attempt().mode())) ? first.attempt() : null;
	}

	/**
	 * Who holds the lock.
	 */
	synchronized List<HeldAtClose.Holder> holders() {
		Hold current = this.hold;
		return (current != null) ? current.holders(this.key.name()) : List.of();
	}

	/**
	 * Whether somebody holds the lock or is about to.
	 */
	synchronized boolean isBusy() {
		Hold current = this.hold;
		return this.turn.isBusy() || (current != null && current.isOwned());
	}

	/**
	 * Ends the gate and sends all waiters away.
	 * @return the hold that was left
	 */
	synchronized @Nullable Hold clear() {
		Hold left = this.hold;
		if (left != null) {
			left.end();
		}
		this.hold = null;
		this.waiters.close();
		retire();
		return left;
	}

	private void reenter(Owner owner, Waiter waiter) {
		if (owner.hold().tenure().covers(waiter.attempt().mode())) {
			owner.admit(waiter, this);
		}
		else {
			waiter.receive(State.REFUSED);
		}
	}

	/**
	 * Lets a waiter share the lock, or have the turn, if it may. Those who come too late
	 * to share a grant ask the backend for another one, since somebody elsewhere may wait
	 * for the lock.
	 */
	private boolean letIn(Waiter waiter, State turn) {
		Hold current = this.hold;
		if (current != null && !(current.isShared() && waiter.isSharing())) {
			return false;
		}
		if (current != null && current.mayGoOn(this.gates.settings())) {
			current.join(waiter.thread()).admit(waiter, this);
			return true;
		}
		boolean atTurn = this.turn.tryTake(waiter);
		if (atTurn) {
			waiter.receive(turn);
		}
		return atTurn;
	}

	private void advance(State turn) {
		Waiter first = this.waiters.first();
		while (first != null && letIn(first, turn)) {
			this.waiters.removeFirst();
			first = this.waiters.first();
		}
		if (!this.turn.isBusy() && this.hold == null && !this.retired) {
			retire();
		}
	}

	private void discard(Hold sharing, LockGrant former) {
		try {
			sharing.discard(former);
		}
		finally {
			endRelease();
		}
	}

	private void begin(Tenure tenure, Waiter waiter) {
		Hold begun = new Hold(tenure);
		this.hold = begun;
		begun.add(waiter.thread()).admit(waiter, this);
		passTurn(State.AT_TURN);
	}

	private synchronized boolean isBehindAWriter(Waiter waiter) {
		return this.waiters.isBehindAWriter(waiter);
	}

	private void retire() {
		this.retired = true;
		this.gates.remove(this);
	}

}
