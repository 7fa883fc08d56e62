package io.namedlock.core;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.namedlock.LockLostException;
import io.namedlock.LockMode;

/**
 * A lock that a {@link FakeDatabase} granted.
 */
final class FakeGrant implements LockGrant {

	private final FakeDatabase database;

	private final FakeBackend backend;

	private final LockKey key;

	private final LockMode mode;

	private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

	FakeGrant(FakeDatabase database, FakeBackend backend, LockAttempt attempt) {
		this.database = database;
		this.backend = backend;
		this.key = attempt.key();
		this.mode = attempt.mode();
	}

	LockKey key() {
		return this.key;
	}

	FakeBackend backend() {
		return this.backend;
	}

	boolean excludes(FakeGrant other) {
		return this.key.equals(other.key) && (this.mode == LockMode.EXCLUSIVE || other.mode == LockMode.EXCLUSIVE);
	}

	/**
	 * Lets the database forget the lock, as if the session had been killed.
	 */
	void lose() {
		this.database.give(this);
		this.listeners.forEach(Runnable::run);
	}

	@Override
	public boolean isHeld() {
		return this.database.isHeld(this);
	}

	@Override
	public void verify() {
		this.backend.noteVerify();
		if (!isHeld()) {
			throw lost();
		}
	}

	@Override
	public void release() {
		this.backend.noteReleaseBegun();
		boolean held = this.database.give(this);
		this.backend.noteRelease();
		if (!held) {
			throw lost();
		}
	}

	@Override
	public LockGrant exchange(LockAttempt next) {
		if (!isHeld() || this.backend.willFailToAcquire()) {
			release();
			return null;
		}
		FakeGrant anew = new FakeGrant(this.database, this.backend, next);
		boolean granted = this.database.exchange(this, anew);
		try {
			this.backend.noteExchange(next);
		}
		catch (RuntimeException ex) {
			this.database.give(anew);
			throw ex;
		}
		return granted ? this.backend.granted(anew) : null;
	}

	@Override
	public void onLost(Runnable action) {
		this.listeners.add(action);
		if (!isHeld()) {
			action.run();
		}
	}

	private LockLostException lost() {
		return new LockLostException(this.key.name(), "Lock '%s' is gone".formatted(this.key.name()));
	}

}
