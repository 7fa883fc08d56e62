package io.namedlock.core;

import io.namedlock.LockMode;
import org.jspecify.annotations.Nullable;

/**
 * Who of this JVM may ask the backend for a lock: one at a time, and a writer only when
 * no grant of this JVM is on its way back any more, since the backend may let a JVM in to
 * what it holds. Guarded by the monitor of a {@link Gate}.
 */
final class Turn {

	private boolean taken;

	private @Nullable Waiter seeker;

	private int releases;

	/**
	 * Whether who has the turn may ask for the lock in that mode.
	 */
	boolean maySeek(LockMode mode) {
		return mode == LockMode.SHARED || this.releases == 0;
	}

	/**
	 * Takes the turn to ask for the lock.
	 * @return {@code false} if somebody has it, or a writer must wait for a release
	 */
	boolean tryTake(Waiter waiter) {
		boolean free = !this.taken && maySeek(waiter.attempt().mode());
		if (free) {
			this.taken = true;
			this.seeker = waiter;
		}
		return free;
	}

	/**
	 * Who asks the backend, {@code null} if nobody does.
	 */
	@Nullable Waiter seeker() {
		return this.seeker;
	}

	/**
	 * Takes the turn to give the lock back, or notes a release beside the turn of
	 * somebody else.
	 * @return whether it took the turn
	 */
	boolean takeOrReleaseBeside() {
		if (this.taken) {
			beginRelease();
			return false;
		}
		this.taken = true;
		return true;
	}

	void pass() {
		this.taken = false;
		this.seeker = null;
	}

	/**
	 * Notes a release by one who does not have the turn.
	 */
	void beginRelease() {
		this.releases++;
	}

	void endRelease() {
		this.releases--;
	}

	/**
	 * Whether somebody asks the backend, or gives a grant back.
	 */
	boolean isBusy() {
		return this.taken || this.releases > 0;
	}

}
