package io.namedlock.core;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.namedlock.LockMode;
import org.jspecify.annotations.Nullable;

/**
 * A lock in the hands of one owner, or of several that share it, and the grant on which
 * they rely.
 */
final class Hold {

	private final Gate gate;

	private final LossActions lossActions = new LossActions(this);

	// Changed under the monitor of the gate, read without it

	private final List<Owner> owners = new CopyOnWriteArrayList<>();

	private volatile Tenure tenure;

	private volatile @Nullable Deadline keptUntil;

	// Guarded by the monitor of the gate

	private @Nullable Owner last;

	private boolean ended;

	// Changed without the monitor

	private volatile boolean abandoned;

	private volatile @Nullable RuntimeException loss;

	private volatile @Nullable Long fencingToken;

	Hold(Gate gate, Tenure tenure) {
		this.gate = gate;
		this.tenure = tenure;
	}

	Gate gate() {
		return this.gate;
	}

	Tenure tenure() {
		return this.tenure;
	}

	LockGrant grant() {
		return this.tenure.grant();
	}

	boolean isShared() {
		return this.tenure.mode() == LockMode.SHARED;
	}

	Owner add(Thread thread) {
		Owner owner = new Owner(this, thread);
		this.owners.add(owner);
		return owner;
	}

	/**
	 * Makes a thread one more of those that share the grant.
	 */
	Owner join(Thread thread) {
		this.tenure = this.tenure.handedOver();
		return add(thread);
	}

	void remove(Owner owner) {
		this.owners.remove(owner);
		this.last = owner;
	}

	boolean isOwned() {
		return !this.owners.isEmpty();
	}

	/**
	 * Whether only detached claims are left.
	 */
	boolean isDetached() {
		return isOwned() && this.owners.stream().allMatch(Owner::isDetached);
	}

	/**
	 * Who has the lock; while it is only kept, who had it last.
	 */
	List<Owner> owners() {
		Owner last = this.last;
		return (isOwned() || last == null) ? this.owners : List.of(last);
	}

	@Nullable Owner ownerOf(Thread thread) {
		for (Owner owner : this.owners) {
			if (owner.is(thread)) {
				return owner;
			}
		}
		return null;
	}

	/**
	 * The threads that have to give the lock back themselves; needs no monitor.
	 */
	List<Thread> boundThreads() {
		return this.owners.stream().filter(Owner::isBound).map(Owner::thread).toList();
	}

	List<HeldAtClose.Holder> holders(String name) {
		return this.owners.stream()
			.map((owner) -> new HeldAtClose.Holder(name, owner.thread(), owner.isDetached()))
			.toList();
	}

	String describe() {
		List<Owner> present = List.copyOf(this.owners);
		return switch (present.size()) {
			case 0 -> "this JVM keeps it for some time";
			case 1 -> "thread '%s' of this JVM holds it".formatted(present.get(0).thread().getName());
			default -> "thread '%s' and %d more of this JVM share it".formatted(present.get(0).thread().getName(),
					present.size() - 1);
		};
	}

	/**
	 * Whether the lock is not held any more whatever its grant says.
	 */
	boolean isGivenUp() {
		return this.abandoned || this.loss != null;
	}

	boolean isStanding() {
		return !isGivenUp() && grant().isHeld();
	}

	/**
	 * Whether one more owner of this JVM may have the lock without asking the backend.
	 */
	boolean mayGoOn(LockRegistrySettings settings) {
		return this.tenure.isWithin(settings) && isStanding();
	}

	void verify() {
		throwLoss();
		grant().verify();
	}

	/**
	 * Relies on a later grant from now on. The former one, which is returned, is to be
	 * {@linkplain #discard discarded}.
	 */
	LockGrant renew(LockGrant later) {
		LockGrant former = grant();
		this.tenure = Tenure.of(later, this.tenure.mode());
		return former;
	}

	/**
	 * Gives back a grant that nobody relies on any more. If that fails, it may have been
	 * lost, and nobody knows since when, so all owners are told.
	 */
	void discard(LockGrant former) {
		this.lossActions.grantHasChanged();
		try {
			former.release();
		}
		catch (RuntimeException ex) {
			this.loss = ex;
			this.lossActions.run();
		}
	}

	void throwLoss() {
		RuntimeException found = this.loss;
		if (found != null) {
			throw found;
		}
	}

	/**
	 * Ends the hold; {@code false} if it had ended before.
	 */
	boolean end() {
		boolean first = !this.ended;
		this.ended = true;
		return first;
	}

	boolean isAbandoned() {
		return this.abandoned;
	}

	/**
	 * Takes the lock from its owners, who are told.
	 */
	void abandon() {
		this.abandoned = true;
		this.lossActions.run();
	}

	LossActions lossActions() {
		return this.lossActions;
	}

	/**
	 * Keeps the lock until then, if it is not kept for longer anyway.
	 */
	void keepUntil(Deadline until) {
		if (until.remainingNanos() > remainingNanos()) {
			this.keptUntil = until;
		}
	}

	/**
	 * How long the lock must be kept although nobody owns it any more.
	 */
	long remainingNanos() {
		Deadline until = this.keptUntil;
		return (until != null) ? until.remainingNanos() : 0;
	}

	@Nullable Long fencingToken() {
		return this.fencingToken;
	}

	void fence(long token) {
		this.fencingToken = token;
	}

}
