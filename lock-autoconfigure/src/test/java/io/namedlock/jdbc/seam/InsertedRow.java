package io.namedlock.jdbc.seam;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.namedlock.core.LockGrant;
import io.namedlock.core.LockKey;
import io.namedlock.jdbc.LockFailures;

/**
 * A lock that is an inserted row.
 */
final class InsertedRow implements LockGrant {

	private final InsertedRowBackend backend;

	private final LockKey key;

	private final List<Runnable> actions = new CopyOnWriteArrayList<>();

	private volatile boolean held = true;

	InsertedRow(InsertedRowBackend backend, LockKey key) {
		this.backend = backend;
		this.key = key;
	}

	@Override
	public boolean isHeld() {
		return this.held;
	}

	@Override
	public void verify() {
		if (!this.held || !this.backend.exists(this.key)) {
			this.held = false;
			this.actions.forEach(Runnable::run);
			throw LockFailures.lost(this.key, "its row is gone");
		}
	}

	@Override
	public void release() {
		this.held = false;
		if (!this.backend.delete(this.key)) {
			throw LockFailures.lost(this.key, "its row is gone");
		}
	}

	@Override
	public void onLost(Runnable action) {
		this.actions.add(action);
	}

}
