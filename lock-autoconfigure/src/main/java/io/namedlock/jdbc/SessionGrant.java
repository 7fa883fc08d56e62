package io.namedlock.jdbc;

import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;

import io.namedlock.LockLostException;
import io.namedlock.LockMode;
import io.namedlock.core.LockAttempt;
import io.namedlock.core.LockGrant;
import io.namedlock.core.LockKey;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * A lock that a session holds.
 */
final class SessionGrant implements LockGrant {

	private static final Log logger = LogFactory.getLog(SessionGrant.class);

	private final LockKey key;

	private final LockMode mode;

	private final PooledSession session;

	private final Executor threads;

	private final LockFailures failures;

	private final AtomicReference<State> state = new AtomicReference<>(State.HELD);

	private final CompletableFuture<Void> lost = new CompletableFuture<>();

	SessionGrant(LockKey key, LockMode mode, PooledSession session, Executor threads, LockFailures failures) {
		this.key = key;
		this.mode = mode;
		this.session = session;
		this.threads = threads;
		this.failures = failures;
	}

	LockKey key() {
		return this.key;
	}

	LockMode mode() {
		return this.mode;
	}

	@Override
	public boolean isHeld() {
		return this.session.isAlive() && this.state.get() == State.HELD;
	}

	@Override
	public void verify() {
		if (!isHeld()) {
			throw lostException();
		}
		if (!ask("could not be verified", (session) -> session.holds(this.key, this.mode))) {
			this.session.lose("the database says that its session does not hold it");
			throw lostException();
		}
	}

	@Override
	public void release() {
		leave();
		if (this.session.sendsReleases()) {
			this.session.send(this);
		}
		else {
			releaseNow();
		}
	}

	/**
	 * Ends a release that was sent. Nobody is there to be told that the lock was lost.
	 * @param answer whether the session held the lock until then
	 */
	void released(boolean answer) {
		if (!answer) {
			logger.warn(lostException().getMessage());
		}
	}

	private void releaseNow() {
		try {
			if (!ask("could not be released", (session) -> session.release(this.key, this.mode))) {
				throw lostException();
			}
		}
		finally {
			this.session.forget(this);
		}
	}

	@Override
	public @Nullable LockGrant exchange(LockAttempt next) {
		leave();
		try {
			return switch (ask("could not be released",
					(session) -> session.exchange(this.key, this.mode, next.mode()))) {
				case GRANTED -> this.session.isAlive() ? this.session.grantedAgain(this, next.mode()) : null;
				case BUSY -> null;
				case NOT_HELD -> throw lostException();
			};
		}
		finally {
			this.session.forget(this);
		}
	}

	@Override
	public void disown() {
		if (this.state.get() == State.HELD) {
			this.session.disown();
		}
	}

	@Override
	public String session() {
		return this.session.opening().join().name();
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

	private void leave() {
		boolean alive = this.session.isAlive();
		if (!this.state.compareAndSet(State.HELD, State.RELEASED) || !alive) {
			throw lostException();
		}
	}

	private <T> T ask(String what, PooledSession.SessionCall<T> question) {
		try {
			return this.session.call(question);
		}
		catch (SQLException ex) {
			throw LockFailures.isSilence(ex) ? this.failures.failed(this.key, what, ex)
					: this.failures.sessionGone(this.key, what, ex);
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
