package io.namedlock.core;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

import io.namedlock.LockDeadlockException;
import io.namedlock.LockLostException;
import io.namedlock.LockRequest;
import org.jspecify.annotations.Nullable;

/**
 * A named lock as a {@link Lock}: a view of the registry without a state of its own.
 */
final class RegistryLock implements Lock {

	private final DefaultLockRegistry registry;

	private final LockRequest request;

	private final List<LockKey> keys;

	/**
	 * The request asks for one lock, and for nothing but that.
	 */
	RegistryLock(DefaultLockRegistry registry, LockRequest request) {
		this.registry = registry;
		this.request = request;
		this.keys = registry.keys(request);
	}

	@Override
	public void lock() {
		Acquisition acquisition = acquisition(Deadline.after(this.registry.waitTime()), false);
		if (!push(claimUninterruptibly(acquisition, false))) {
			throw acquisition.notAcquired();
		}
	}

	@Override
	public void lockInterruptibly() throws InterruptedException {
		push(acquisition(Deadline.never(), true).claim(false));
	}

	@Override
	public boolean tryLock() {
		try {
			return push(claimUninterruptibly(acquisition(Deadline.afterNanos(0), false), true));
		}
		catch (LockDeadlockException | LockLostException ex) {
			return false;
		}
	}

	@Override
	public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
		try {
			return push(acquisition(Deadline.afterNanos(unit.toNanos(time)), true).claim(true));
		}
		catch (LockDeadlockException | LockLostException ex) {
			return false;
		}
	}

	@Override
	public void unlock() {
		Owner owner = this.registry.ownerOf(this.keys.get(0));
		Claim claim = (owner != null) ? owner.locks().poll() : null;
		if (claim == null) {
			throw new IllegalMonitorStateException(
					"Thread '%s' does not hold lock '%s', or lost it when the registry was closed"
						.formatted(Thread.currentThread().getName(), this.request));
		}
		claim.close();
	}

	@Override
	public Condition newCondition() {
		throw new UnsupportedOperationException(
				"Lock '%s' has no conditions: a database cannot signal them".formatted(this.request));
	}

	@Override
	public String toString() {
		return "Lock '%s'".formatted(this.request);
	}

	private Acquisition acquisition(Deadline deadline, boolean interruptible) {
		return new Acquisition(this.registry, this.request, this.keys, deadline, interruptible);
	}

	private static @Nullable Claim claimUninterruptibly(Acquisition acquisition, boolean verifying) {
		try {
			return acquisition.claim(verifying);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException("An attempt was interrupted that is not interruptible", ex);
		}
	}

	private static boolean push(@Nullable Claim claim) {
		if (claim != null) {
			claim.owner().locks().push(claim);
		}
		return claim != null;
	}

}
