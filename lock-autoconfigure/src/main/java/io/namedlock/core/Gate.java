package io.namedlock.core;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import io.namedlock.LockException;
import io.namedlock.core.Waiter.State;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The gate of one line: who of this JVM has its lock, who may ask the backend for it, and
 * who waits, first come, first served. A database session is reentrant on the server, so
 * two owners on one session would both be let in. That is why one thread at a time has
 * the <em>turn</em>: it asks the backend, or gives the lock back to it. The lock is held
 * by one owner, or by several that share it.
 * <p>
 * The way in is {@link #join}, then {@link #admit} for who had the turn; the way out is
 * {@link #giveBack}. What always holds:
 * <ol>
 * <li>While a grant of the backend exists in this JVM, exactly one hold refers to it, or
 * its release is under way. Who has the turn releases an exclusive grant. A shared one
 * may be released beside the turn, and no writer of this JVM asks the backend before that
 * has ended.</li>
 * <li>Whoever has the turn passes it on exactly once, whatever is thrown.</li>
 * <li>A waiter that leaves has received nothing, or has passed on or used what it
 * received.</li>
 * <li>Under the monitor nothing calls the backend, an action of the application or the
 * graph of who waits for whom. A grant is asked there whether it is held, which compares
 * a clock.</li>
 * <li>A gate is in the map of the registry only while somebody holds, waits for or keeps
 * the lock. A gate that has left it is retired, and never used again.</li>
 * </ol>
 */
final class Gate {

	/**
	 * Who has a lock that no owner of this JVM has.
	 */
	static final String HELD_ELSEWHERE = "another session of the database holds it";

	private static final Log logger = LogFactory.getLog(Gate.class);

	private final LineKey line;

	private final LockKey key;

	private final DefaultLockRegistry registry;

	// Guarded by this gate's monitor, the hold for writing

	private final Deque<Waiter> waiters = new ArrayDeque<>(1);

	private final Turn turn = new Turn();

	private boolean retired;

	private volatile @Nullable Hold hold;

	/**
	 * Creates a gate.
	 * @param line which line it is for
	 * @param key the key of the first lock of that line, for messages
	 */
	Gate(LineKey line, LockKey key, DefaultLockRegistry registry) {
		this.line = line;
		this.key = key;
		this.registry = registry;
	}

	LineKey line() {
		return this.line;
	}

	/**
	 * Lets a waiter in, to the lock, the turn or the line, or turns it away.
	 * @return {@code false} if the gate is retired
	 */
	synchronized boolean join(Waiter waiter) {
		if (this.retired) {
			return false;
		}
		waiter.enter(this);
		Owner owner = ownerOf(waiter.thread());
		if (owner != null) {
			reenter(owner, waiter);
		}
		else if (!this.waiters.isEmpty() || !letIn(waiter, State.AT_TURN)) {
			lineUp(waiter);
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
			waiter.enter(this);
			waiter.receive(State.AT_TURN);
		}
		return free;
	}

	/**
	 * Takes a waiter out of the line, unless something has reached it there. Those behind
	 * it may not have to wait any more.
	 */
	synchronized void giveUp(Waiter waiter) {
		if (waiter.state() == State.IN_LINE) {
			this.waiters.remove(waiter);
			waiter.receive(State.TURNED_AWAY);
			advance(State.AT_TURN);
		}
	}

	/**
	 * Takes the grant that the waiter at turn got from the backend, and ends its turn.
	 * Where others share the lock already, all of them rely on that grant from now on.
	 * @return {@code false} if the registry was closed meanwhile; the turn is not passed
	 */
	boolean admit(Waiter waiter, LockGrant grant) {
		Hold sharing;
		LockGrant former;
		synchronized (this) {
			if (this.retired || this.registry.isClosed()) {
				return false;
			}
			sharing = this.hold;
			if (sharing == null || !sharing.isStanding()) {
				begin(Tenure.of(grant, waiter.attempt().mode()), waiter);
				return true;
			}
			former = sharing.renew(grant);
			this.turn.beginRelease();
			sharing.add(waiter.thread()).admit(waiter);
			passTurn(State.AT_TURN);
		}
		// Calls the backend, so not under the monitor; others may have the turn by now
		try {
			sharing.discard(former);
		}
		finally {
			endRelease();
		}
		return true;
	}

	/**
	 * Gives the turn to the next in line.
	 * @param told what the next one is told
	 */
	synchronized void passTurn(State told) {
		this.turn.pass();
		advance(told);
	}

	/**
	 * Gives back a hold that nobody owns any more, at once or when it has been kept for
	 * long enough.
	 */
	void giveBack(Hold departing) {
		long remaining = departing.remainingNanos();
		if (remaining > 0) {
			departing.grant().disown();
			this.registry.keep(() -> releaseKept(departing), remaining);
		}
		else {
			release(departing);
		}
	}

	/**
	 * Hands a hold over to the first in line, or releases its grant. In turn, where the
	 * turn is free: then the next one, here or elsewhere, is let in as soon as the
	 * backend has answered. Beside the turn, where a reader asks for another grant at the
	 * moment, or where the hold was lost and there is another one already.
	 */
	private void release(Hold departing) {
		Tenure tenure;
		boolean inTurn;
		synchronized (this) {
			// A reader may have joined since the last owner left, and renewed the grant
			if (departing.isOwned() || !departing.end()) {
				return;
			}
			tenure = departing.tenure();
			boolean current = this.hold == departing;
			if (current) {
				this.hold = null;
			}
			inTurn = current && this.turn.tryTakeForRelease();
			if (!inTurn) {
				this.turn.beginRelease();
			}
			else if (departing.mayGoOn(this.registry.settings()) && bequeath(tenure.handedOver())) {
				return;
			}
		}
		// Calls to the backend, so not under the monitor
		if (inTurn) {
			passOn(releaseOrExchange(tenure));
		}
		else {
			try {
				tenure.grant().release();
			}
			finally {
				endRelease();
			}
		}
		departing.throwLoss();
	}

	/**
	 * Gives another grant to the first in line. Whoever it was for may have left
	 * meanwhile; if it cannot be released then, the one who closed the lock has lost
	 * nothing by that.
	 */
	private void passOn(@Nullable Tenure anew) {
		Tenure left = anew;
		try {
			while (left != null && !bequeath(left)) {
				left = releaseOrExchange(left);
			}
		}
		catch (LockException ex) {
			logger.warn("Lock '%s' was taken for a waiter that had left, and then could not be released"
				.formatted(this.key.name()), ex);
		}
	}

	/**
	 * Gives a grant back to the backend, together with the attempt of the first in line
	 * if that may ask, and passes the turn on unless there is another grant.
	 * @return the other grant, with the turn still taken; {@code null} if there is none
	 */
	private @Nullable Tenure releaseOrExchange(Tenure tenure) {
		LockAttempt next = tenure.mayBeExchanged() ? firstAttempt() : null;
		LockGrant anew = null;
		State told = State.AT_TURN;
		try {
			if (next == null) {
				tenure.grant().release();
			}
			else {
				anew = tenure.grant().exchange(next);
				// The attempt was made and refused, so another one would be refused too
				told = State.AT_TURN_TO_WAIT;
			}
		}
		finally {
			if (anew == null) {
				passTurn(told);
			}
		}
		return (next != null && anew != null) ? tenure.exchanged(anew, next.mode()) : null;
	}

	/**
	 * Ends the gate: sends all waiters away, and tells the owners of the lock that it is
	 * lost before it is.
	 */
	void abandon() {
		Hold left;
		synchronized (this) {
			left = this.hold;
			if (left != null) {
				left.end();
			}
			this.hold = null;
			this.waiters.forEach((waiter) -> waiter.receive(State.CLOSED));
			this.waiters.clear();
			retire();
		}
		// Runs actions of the application, so not under the monitor
		if (left != null) {
			left.abandon();
		}
	}

	/**
	 * A thread as an owner of the lock.
	 * @return the owner, or {@code null} if the thread is a stranger to the lock
	 */
	synchronized @Nullable Owner ownerOf(Thread thread) {
		Hold current = this.hold;
		return (current != null) ? current.ownerOf(thread) : null;
	}

	/**
	 * Who has the lock, for messages.
	 */
	synchronized String describeHolder() {
		Hold current = this.hold;
		return (current != null) ? current.describe() : HELD_ELSEWHERE;
	}

	/**
	 * Who has the lock and how many wait for it, for messages.
	 */
	synchronized String describe() {
		return "%s and %d more wait for it here".formatted(describeHolder(), this.waiters.size());
	}

	/**
	 * Shows who has the lock, and who is on the way to it.
	 */
	synchronized void show(OverviewParts parts) {
		parts.add(this.hold, this.turn.asking(), this.waiters);
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

	private void releaseKept(Hold departing) {
		try {
			release(departing);
		}
		catch (LockException ex) {
			logger.warn("Lock '%s' was kept after its owner had left, and then could not be released"
				.formatted(this.key.name()), ex);
		}
	}

	/**
	 * Gives the lock to the first in line, and ends the turn.
	 * @return {@code false} if nobody is there any more to have it
	 */
	private synchronized boolean bequeath(Tenure tenure) {
		Waiter heir = this.waiters.peek();
		if (heir == null || heir.attempt().mode() != tenure.mode()) {
			return false;
		}
		this.waiters.remove();
		begin(tenure, heir);
		return true;
	}

	/**
	 * What the first in line wants, if it may ask the backend.
	 */
	private synchronized @Nullable LockAttempt firstAttempt() {
		Waiter first = this.waiters.peek();
		return (first != null && this.turn.mayAsk(first)) ? first.attempt() : null;
	}

	/**
	 * Ends a release beside the turn, for which writers wait.
	 */
	private synchronized void endRelease() {
		this.turn.endRelease();
		advance(State.AT_TURN);
	}

	private synchronized boolean isBehindAWriter(Waiter waiter) {
		return this.waiters.stream().takeWhile((each) -> each != waiter).anyMatch((each) -> !each.isSharing());
	}

	// From here on, called under the monitor only

	private void reenter(Owner owner, Waiter waiter) {
		if (owner.hold().tenure().covers(waiter.attempt().mode())) {
			owner.admit(waiter);
		}
		else {
			waiter.receive(State.REFUSED);
		}
	}

	private void lineUp(Waiter waiter) {
		if (waiter.attempt().deadline().hasPassed()) {
			waiter.receive(State.TURNED_AWAY);
		}
		else {
			waiter.receive(State.IN_LINE);
			this.waiters.add(waiter);
		}
	}

	/**
	 * Lets a waiter share the lock, or have the turn, if it may. Those who come too late
	 * to share a grant ask the backend for another one, since somebody elsewhere may wait
	 * for the lock.
	 * @param told what it is told if it has the turn
	 */
	private boolean letIn(Waiter waiter, State told) {
		Hold current = this.hold;
		if (current != null && !(current.isShared() && waiter.isSharing())) {
			return false;
		}
		if (current != null && current.mayGoOn(this.registry.settings())) {
			current.join(waiter.thread()).admit(waiter);
			return true;
		}
		boolean atTurn = this.turn.tryTake(waiter);
		if (atTurn) {
			waiter.receive(told);
		}
		return atTurn;
	}

	private void advance(State told) {
		Waiter first = this.waiters.peek();
		while (first != null && letIn(first, told)) {
			this.waiters.remove();
			first = this.waiters.peek();
		}
		if (!this.turn.isBusy() && this.hold == null && !this.retired) {
			retire();
		}
	}

	private void begin(Tenure tenure, Waiter waiter) {
		Hold begun = new Hold(this, tenure);
		this.hold = begun;
		begun.add(waiter.thread()).admit(waiter);
		passTurn(State.AT_TURN);
	}

	private void retire() {
		this.retired = true;
		this.registry.remove(this);
	}

	/**
	 * Who of this JVM may call the backend about the lock: one at a time, and a writer
	 * only when no grant of this JVM is on its way back any more, since the backend may
	 * let a JVM in to what it holds. Guarded by the monitor of the gate.
	 */
	private static final class Turn {

		private boolean taken;

		private @Nullable Waiter asking;

		private int releasesBeside;

		boolean mayAsk(Waiter waiter) {
			return waiter.isSharing() || this.releasesBeside == 0;
		}

		/**
		 * Takes the turn to ask for the lock.
		 * @return {@code false} if somebody has it, or a writer must wait for a release
		 */
		boolean tryTake(Waiter waiter) {
			boolean free = !this.taken && mayAsk(waiter);
			if (free) {
				this.taken = true;
				this.asking = waiter;
			}
			return free;
		}

		/**
		 * Takes the turn to give the lock back.
		 * @return {@code false} if somebody has it
		 */
		boolean tryTakeForRelease() {
			boolean free = !this.taken;
			this.taken = true;
			return free;
		}

		/**
		 * Who asks the backend, {@code null} if nobody does.
		 */
		@Nullable Waiter asking() {
			return this.asking;
		}

		void pass() {
			this.taken = false;
			this.asking = null;
		}

		/**
		 * Notes a release by one who does not have the turn.
		 */
		void beginRelease() {
			this.releasesBeside++;
		}

		void endRelease() {
			this.releasesBeside--;
		}

		/**
		 * Whether somebody asks the backend, or gives a grant back.
		 */
		boolean isBusy() {
			return this.taken || this.releasesBeside > 0;
		}

	}

}
