package io.namedlock.jdbc.pool;

import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

import io.namedlock.LockException;
import io.namedlock.LockLostException;
import io.namedlock.LockMode;
import io.namedlock.core.LockAttempt;
import io.namedlock.core.LockGrant;
import io.namedlock.core.LockKey;
import io.namedlock.jdbc.LockFailures;
import io.namedlock.jdbc.ReleaseMode;
import io.namedlock.jdbc.SessionClock;
import io.namedlock.jdbc.session.LockSession;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * A lock that a session holds.
 */
public final class SessionGrant implements LockGrant {

	private static final Log logger = LogFactory.getLog(SessionGrant.class);

	private final LockKey key;

	private final LockMode mode;

	private final PooledSession session;

	private final LockSession database;

	private final SessionClock clock;

	private final AtomicReference<State> state = new AtomicReference<>(State.HELD);

	private final CompletableFuture<Void> lost = new CompletableFuture<>();

	/**
	 * Creates a grant.
	 * @param database the session that holds the lock, open
	 */
	SessionGrant(LockKey key, LockMode mode, PooledSession session, LockSession database) {
		this.key = key;
		this.mode = mode;
		this.session = session;
		this.database = database;
		this.clock = database.clock();
	}

	LockKey key() {
		return this.key;
	}

	LockMode mode() {
		return this.mode;
	}

	@Override
	public boolean isHeld() {
		return this.state.get() == State.HELD && this.clock.isAlive();
	}

	@Override
	public void verify() {
		if (!this.session.checkAlive() || !isHeld()) {
			throw lostException();
		}
		try {
			if (this.database.holds(this.key, this.mode)) {
				return;
			}
		}
		catch (SQLException ex) {
			throw failed("could not be verified", ex);
		}
		this.session.lose("the database says that its session does not hold it");
		throw lostException();
	}

	@Override
	public void release() {
		leave();
		if (this.session.context().release() == ReleaseMode.SENT) {
			this.session.send(this);
			return;
		}
		try {
			if (!this.database.release(this.key, this.mode)) {
				throw lostException();
			}
		}
		catch (SQLException ex) {
			throw failed("could not be released", ex);
		}
		finally {
			this.session.forget(this);
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

	@Override
	public @Nullable LockGrant exchange(LockAttempt next) {
		leave();
		try {
			return switch (this.database.exchange(this.key, this.mode, next.mode())) {
				case GRANTED -> this.session.checkAlive() ? this.session.grantedAgain(this, next.mode()) : null;
				case BUSY -> null;
				case NOT_HELD -> throw lostException();
			};
		}
		catch (SQLException ex) {
			throw failed("could not be released", ex);
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
		return this.database.name();
	}

	@Override
	public void onLost(Runnable action) {
		this.lost.thenRunAsync(action, this.session.context().threads());
	}

	void lose() {
		if (this.state.compareAndSet(State.HELD, State.LOST)) {
			this.lost.complete(null);
		}
	}

	/**
	 * Ends the holding. A session that may have ended is not asked: its answer would come
	 * too late to tell whether the lock was held all the time.
	 */
	private void leave() {
		boolean alive = this.session.checkAlive();
		if (!this.state.compareAndSet(State.HELD, State.RELEASED) || !alive) {
			throw lostException();
		}
	}

	private LockException failed(String what, SQLException failure) {
		this.session.lose(failure);
		LockFailures failures = this.session.context().failures();
		return LockFailures.isSilence(failure) ? failures.failed(this.key, what, failure)
				: failures.sessionGone(this.key, what, failure);
	}

	private LockLostException lostException() {
		return LockFailures.lost(this.key, this.session.reason());
	}

	private enum State {

		HELD, RELEASED, LOST

	}

}
