package io.namedlock.jdbc.fault;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

import io.namedlock.LockHandle;
import org.jspecify.annotations.Nullable;

/**
 * Sees whether somebody comes in while somebody else is there who has not been told that
 * their lock is lost.
 */
final class Witness {

	private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

	private final AtomicReference<@Nullable LockHandle> inside = new AtomicReference<>();

	private final LongSupplier excusedUntil;

	/**
	 * Creates a witness of one lock.
	 * @param excusedUntil until when, on the monotonic clock, somebody may not have been
	 * told yet
	 */
	Witness(LongSupplier excusedUntil) {
		this.excusedUntil = excusedUntil;
	}

	/**
	 * Comes in.
	 * @return {@code false} if somebody else is there without excuse
	 */
	boolean enter(LockHandle handle) {
		LockHandle former = this.inside.getAndSet(handle);
		while (former != null && former.isHeld() && handle.isHeld()) {
			if (System.nanoTime() > this.excusedUntil.getAsLong()) {
				return false;
			}
			LockSupport.parkNanos(LOOK_EVERY_NANOS);
		}
		return true;
	}

	/**
	 * Goes out, ahead of giving the lock back.
	 */
	void leave(LockHandle handle) {
		this.inside.compareAndSet(handle, null);
	}

}
