package io.namedlock.jdbc;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;

import io.namedlock.LockLostException;
import io.namedlock.core.LockGrant;
import io.namedlock.core.LockKey;

/**
 * A lock that a session holds.
 */
final class SessionGrant implements LockGrant {

	private final LockKey key;

	private final PooledSession session;

	private final Executor threads;

	private final AtomicReference<State> state = new AtomicReference<>(State.HELD);

	private final CompletableFuture<Void> lost = new CompletableFuture<>();

	SessionGrant(LockKey key, PooledSession session, Executor threads) {
		this.key = key;
		this.session = session;
		this.threads = threads;
	}

	LockKey key() {
		return this.key;
	}

	@Override
	public boolean isHeld() {
		return this.session.isAlive() && this.state.get() == State.HELD;
	}

	@Override
	public void verify() {
		if (!isHeld() || !this.session.holds(this.key)) {
			lose();
			this.session.forget(this);
			throw lostException();
		}
	}

	@Override
	public void release() {
		boolean alive = this.session.isAlive();
		if (!this.state.compareAndSet(State.HELD, State.RELEASED) || !alive) {
			throw lostException();
		}
		if (!this.session.release(this)) {
			throw lostException();
		}
	}

	@Override
	public void onLost(Runnable action) {
		this.lost.thenRunAsync(action, this.threads);
	}

	void lose() {
		if (this.state.compareAndSet(State.HELD, State.LOST)) {
			this.lost.complete(null);
		}
	}

	private LockLostException lostException() {
		return new LockLostException(this.key.name(),
				"Lock '%s' was lost before it was released: %s. Somebody else may have held it in the meantime."
					.formatted(this.key.name(), this.session.reason()));
	}

	private enum State {

		HELD, RELEASED, LOST

	}

}
