package io.namedlock.sample.watch;

import java.time.Duration;
import java.util.OptionalLong;

import io.namedlock.LockHandle;

/**
 * A handle that tells when it was closed. Safe for use by several threads.
 */
class WatchedHandle implements LockHandle {

	private final LockHandle handle;

	private final Runnable onClose;

	WatchedHandle(LockHandle handle, Runnable onClose) {
		this.handle = handle;
		this.onClose = onClose;
	}

	@Override
	public String name() {
		return this.handle.name();
	}

	@Override
	public boolean isHeld() {
		return this.handle.isHeld();
	}

	@Override
	public void verify() {
		this.handle.verify();
	}

	@Override
	public Duration heldFor() {
		return this.handle.heldFor();
	}

	@Override
	public OptionalLong fencingToken() {
		return this.handle.fencingToken();
	}

	@Override
	public void onLost(Runnable action) {
		this.handle.onLost(action);
	}

	@Override
	public LockHandle detach() {
		this.handle.detach();
		return this;
	}

	/**
	 * Tells of the end before the lock is free: the next holder must not be seen beside
	 * this one.
	 */
	@Override
	public void close() {
		this.onClose.run();
		this.handle.close();
	}

}
