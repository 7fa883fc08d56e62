package io.namedlock.core;

import java.time.Duration;
import java.util.OptionalLong;

import io.namedlock.LockHandle;
import io.namedlock.LockLostException;
import io.namedlock.LockRequest;
import org.jspecify.annotations.Nullable;

/**
 * A claim of an {@link Owner} on a {@link Hold}: what the application sees as a handle.
 * The lock is given back when the last claim on it is closed.
 */
final class Claim implements LockHandle {

	private final Owner owner;

	private final String name;

	private final @Nullable String template;

	private final long since = System.nanoTime();

	// Guarded by the monitor of the gate, what is volatile for writing

	private volatile long closedAfter = -1;

	private boolean bound = true;

	private boolean detached;

	Claim(Owner owner, Waiter waiter) {
		this.owner = owner;
		this.name = waiter.name();
		this.template = waiter.template();
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public boolean isHeld() {
		// The grant itself, not by way of the hold: one call less to the session's clock
		return isOpen() && !hold().isGivenUp() && hold().grant().isHeld();
	}

	@Override
	public void verify() {
		if (!isOpen()) {
			throw Failures.closedHandle(this.name);
		}
		if (hold().isAbandoned()) {
			throw Failures.lost(this.name, Failures.REGISTRY_CLOSED);
		}
		hold().verify();
	}

	@Override
	public Duration heldFor() {
		return Duration.ofNanos(isOpen() ? System.nanoTime() - this.since : this.closedAfter);
	}

	@Override
	public OptionalLong fencingToken() {
		Long token = hold().fencingToken();
		return (token != null) ? OptionalLong.of(token) : OptionalLong.empty();
	}

	@Override
	public void onLost(Runnable action) {
		hold().lossActions().add(this, action);
	}

	@Override
	public LockHandle detach() {
		boolean ownerless;
		synchronized (hold().gate()) {
			leaveThread();
			ownerless = hold().isDetached();
		}
		if (ownerless) {
			hold().grant().disown();
		}
		return this;
	}

	@Override
	public void close() {
		boolean ownerLeaves;
		boolean ownerless;
		boolean last;
		String loss;
		synchronized (hold().gate()) {
			ownerLeaves = isOpen() && end();
			// Decided under the monitor: afterwards another owner may give the lock back,
			// which this one would take for its own release, or for a loss
			ownerless = hold().isDetached();
			last = !hold().isOwned();
			loss = ownerLeaves ? lossSeenBy(last) : null;
		}
		if (ownerLeaves) {
			closeOwner(last, loss);
		}
		else if (ownerless) {
			hold().grant().disown();
		}
	}

	private void closeOwner(boolean last, @Nullable String loss) {
		OwnerWatch watch = this.owner.watch();
		if (watch != null) {
			watch.leaving();
		}
		try {
			if (loss != null) {
				throw Failures.lost(this.name, loss);
			}
			if (last) {
				hold().gate().giveBack(hold());
			}
		}
		catch (LockLostException ex) {
			if (watch != null) {
				watch.lost();
			}
			throw ex;
		}
		finally {
			if (watch != null) {
				watch.left();
			}
		}
	}

	/**
	 * Does for the claim what its request asked for, once that has all its locks. Until
	 * then only the thread itself can give the lock back, since it waits for others and
	 * the application has no handle yet.
	 */
	void settle(LockRequest request) {
		synchronized (hold().gate()) {
			if (!request.isThreadBound()) {
				unbind();
			}
			if (!request.minimumHold().isZero()) {
				hold().keepUntil(Deadline.afterNanosSince(this.since, request.minimumHold().toNanos()));
			}
		}
	}

	@Nullable String template() {
		return this.template;
	}

	long since() {
		return this.since;
	}

	Owner owner() {
		return this.owner;
	}

	Hold hold() {
		return this.owner.hold();
	}

	boolean isOpen() {
		return this.closedAfter < 0;
	}

	/**
	 * Whether the thread had the lock already when it made this claim.
	 */
	boolean isReentrant() {
		return this.owner.first() != this;
	}

	// From here on, called under the monitor of the gate only

	/**
	 * Ends the claim, and tells whether it was its owner's last.
	 */
	private boolean end() {
		leaveThread();
		this.closedAfter = System.nanoTime() - this.since;
		return this.owner.remove(this);
	}

	private @Nullable String lossSeenBy(boolean last) {
		if (hold().isAbandoned()) {
			return Failures.REGISTRY_CLOSED;
		}
		// The last owner hears it from the release
		return (last || hold().isStanding()) ? null : Failures.WHILE_SHARED;
	}

	private void leaveThread() {
		if (isOpen() && !this.detached) {
			this.detached = true;
			this.owner.detachOne();
			unbind();
		}
	}

	private void unbind() {
		if (this.bound) {
			this.bound = false;
			this.owner.unbindOne();
		}
	}

}
