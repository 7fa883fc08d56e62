package io.namedlock.core;

import java.time.Duration;
import java.util.OptionalLong;

import io.namedlock.LockException;
import io.namedlock.LockHandle;
import io.namedlock.LockLostException;
import org.jspecify.annotations.Nullable;

/**
 * A claim of an {@link Owner} on a {@link Hold}: what the application sees as a handle.
 * The lock is given back when the last claim on it is closed. Its state changes under the
 * monitor of its gate.
 */
final class Claim implements LockHandle {

	private final Gate gate;

	private final Owner owner;

	private final Hold hold;

	private final String name;

	private final @Nullable String template;

	private final long since = System.nanoTime();

	private volatile long closedAfter = -1;

	private volatile @Nullable Deadline keepUntil;

	private boolean bound = true;

	private boolean detached;

	Claim(Gate gate, Owner owner, Waiter waiter) {
		this.gate = gate;
		this.owner = owner;
		this.hold = owner.hold();
		this.name = waiter.name();
		this.template = waiter.template();
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public boolean isHeld() {
		return isOpen() && this.hold.isStanding();
	}

	@Override
	public void verify() {
		if (!isOpen()) {
			throw new LockLostException(name(), "Lock '%s' is not held: its handle was closed".formatted(name()));
		}
		if (this.hold.isAbandoned()) {
			throw lost("because the registry was closed");
		}
		this.hold.verify();
	}

	@Override
	public Duration heldFor() {
		return Duration.ofNanos(isOpen() ? System.nanoTime() - this.since : this.closedAfter);
	}

	@Override
	public OptionalLong fencingToken() {
		Long token = this.hold.fencingToken();
		return (token != null) ? OptionalLong.of(token) : OptionalLong.empty();
	}

	@Override
	public void onLost(Runnable action) {
		this.hold.lossWatch().add(this, action);
	}

	@Override
	public LockHandle detach() {
		leaveThread();
		disownIfDetached();
		return this;
	}

	@Override
	public void close() {
		Leaving leaving = leave();
		OwnerWatch watch = (leaving != Leaving.BEFORE_ITS_OWNER) ? this.owner.watch() : null;
		if (watch != null) {
			watch.end(() -> end(leaving));
		}
		else {
			end(leaving);
		}
	}

	private void end(Leaving leaving) {
		switch (leaving) {
			case BEFORE_ITS_OWNER -> disownIfDetached();
			case ABANDONED -> throw lost("because the registry was closed");
			case LOST -> throw lost("while others of this JVM shared it");
			case LAST -> this.gate.exit().giveBack(this.hold);
			case BEFORE_OTHERS -> {
				// they give it back
			}
		}
	}

	/**
	 * Asks the backend, and closes the claim if it does not hold.
	 */
	void verifyOrClose() {
		try {
			verify();
		}
		catch (LockException ex) {
			closeAfter(ex);
			throw ex;
		}
	}

	/**
	 * Closes the claim after a failure that matters more than one of closing it.
	 */
	void closeAfter(LockException failure) {
		try {
			close();
		}
		catch (LockException ex) {
			failure.addSuppressed(ex);
		}
	}

	LockLostException lost(String why) {
		return new LockLostException(name(),
				"Lock '%s' was lost %s; another owner may have held it since".formatted(name(), why));
	}

	@Nullable String template() {
		return this.template;
	}

	/**
	 * When the claim was made, on the monotonic clock.
	 */
	long since() {
		return this.since;
	}

	Owner owner() {
		return this.owner;
	}

	Hold hold() {
		return this.hold;
	}

	boolean isBound() {
		return this.bound;
	}

	/**
	 * Allows the handle to be closed from anywhere.
	 */
	void unbind() {
		synchronized (this.gate) {
			this.owner.unbind(this);
			this.bound = false;
		}
	}

	/**
	 * Until when the lock is kept even if nobody owns it any more.
	 */
	@Nullable Deadline keepUntil() {
		return this.keepUntil;
	}

	/**
	 * Keeps the lock for a time from its grant on.
	 */
	void keepAtLeast(Duration time) {
		this.keepUntil = Deadline.afterNanosSince(this.since, time.toNanos());
	}

	boolean isOpen() {
		return this.closedAfter < 0;
	}

	private void leaveThread() {
		synchronized (this.gate) {
			if (isOpen() && !this.detached) {
				this.detached = true;
				this.owner.detach(this);
			}
		}
	}

	/**
	 * Tells the backend when no thread is left to which the lock belongs.
	 */
	private void disownIfDetached() {
		boolean disowned;
		synchronized (this.gate) {
			disowned = this.hold.isDetached();
		}
		if (disowned) {
			this.hold.grant().disown();
		}
	}

	/**
	 * Ends the claim. As soon as the monitor is left others may give the lock back, so
	 * all that follows is decided here.
	 */
	private Leaving leave() {
		synchronized (this.gate) {
			if (!isOpen()) {
				return Leaving.BEFORE_ITS_OWNER;
			}
			leaveThread();
			this.closedAfter = System.nanoTime() - this.since;
			return this.owner.remove(this) ? leaveWithOwner() : Leaving.BEFORE_ITS_OWNER;
		}
	}

	private Leaving leaveWithOwner() {
		if (this.hold.isAbandoned()) {
			return Leaving.ABANDONED;
		}
		if (!this.hold.isOwned()) {
			return Leaving.LAST;
		}
		return this.hold.isStanding() ? Leaving.BEFORE_OTHERS : Leaving.LOST;
	}

	/**
	 * How a claim ends.
	 */
	private enum Leaving {

		/**
		 * Its owner has others, or it was closed before.
		 */
		BEFORE_ITS_OWNER,

		/**
		 * With its owner, while others share the lock.
		 */
		BEFORE_OTHERS,

		/**
		 * With its owner, while others share the lock, which is lost.
		 */
		LOST,

		/**
		 * With the last owner.
		 */
		LAST,

		/**
		 * With its owner, after the registry was closed.
		 */
		ABANDONED

	}

}
