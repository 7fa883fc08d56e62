package io.namedlock.core;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

import io.namedlock.LockDeadlockException;
import io.namedlock.LockLostException;
import io.namedlock.LockMode;
import io.namedlock.LockRequest;
import io.namedlock.core.HoldWatch.Taking;
import org.jspecify.annotations.Nullable;

/**
 * A named lock as a {@link Lock}: a view of the registry without a state of its own.
 */
final class RegistryLock implements Lock {

	private final Gates gates;

	private final LockKey key;

	private final String name;

	RegistryLock(Gates gates, LockKey key, String name) {
		this.gates = gates;
		this.key = key;
		this.name = name;
	}

	@Override
	public void lock() {
		Deadline deadline = Deadline.after(this.gates.settings().waitTime());
		if (!push(watched(() -> claimUninterruptibly(deadline)))) {
			throw this.gates.notAcquired(this.name, this.key, deadline);
		}
	}

	@Override
	public void lockInterruptibly() throws InterruptedException {
		push(watched(() -> claim(Deadline.never())));
	}

	@Override
	public boolean tryLock() {
		try {
			Deadline once = Deadline.afterNanos(0);
			return push(watched(() -> verified(() -> claimUninterruptibly(once))));
		}
		catch (LockDeadlockException | LockLostException ex) {
			return false;
		}
	}

	@Override
	public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
		try {
			Deadline deadline = Deadline.afterNanos(unit.toNanos(time));
			return push(watched(() -> verified(() -> claim(deadline))));
		}
		catch (LockDeadlockException | LockLostException ex) {
			return false;
		}
	}

	@Override
	public void unlock() {
		Owner owner = this.gates.ownerOf(this.key);
		Claim claim = (owner != null) ? owner.locks().poll() : null;
		if (claim == null) {
			throw new IllegalMonitorStateException(
					"Thread '%s' does not hold lock '%s', or lost it when the registry was closed"
						.formatted(Thread.currentThread().getName(), this.name));
		}
		claim.close();
	}

	@Override
	public Condition newCondition() {
		throw new UnsupportedOperationException(
				"Lock '%s' has no conditions: a database cannot signal them".formatted(this.name));
	}

	@Override
	public String toString() {
		return "Lock '%s'".formatted(this.name);
	}

	private @Nullable Claim claim(Deadline deadline) throws InterruptedException {
		return this.gates.entry().acquire(attempt(deadline, true), this.name);
	}

	private @Nullable Claim claimUninterruptibly(Deadline deadline) {
		return this.gates.entry().acquireUninterruptibly(attempt(deadline, false), this.name);
	}

	private LockAttempt attempt(Deadline deadline, boolean interruptible) {
		return new LockAttempt(this.key, LockMode.EXCLUSIVE, deadline, interruptible);
	}

	private <E extends Exception> @Nullable Claim watched(Taking<Claim, E> taking) throws E {
		HoldWatch watch = this.gates.watch();
		return watch.isOn() ? watch.around(LockRequest.of(this.name), taking, List::of) : taking.take();
	}

	private <E extends Exception> @Nullable Claim verified(Taking<Claim, E> taking) throws E {
		boolean reentrant = this.gates.ownerOf(this.key) != null;
		Claim claim = taking.take();
		if (claim != null && reentrant) {
			claim.verifyOrClose();
		}
		return claim;
	}

	private static boolean push(@Nullable Claim claim) {
		if (claim != null) {
			claim.owner().locks().push(claim);
		}
		return claim != null;
	}

}
