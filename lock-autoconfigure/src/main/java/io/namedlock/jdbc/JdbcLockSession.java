package io.namedlock.jdbc;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

import io.namedlock.LockDeadlockException;
import io.namedlock.LockStatus;
import io.namedlock.core.Deadline;
import io.namedlock.core.LockKey;
import io.namedlock.jdbc.dialect.ReleaseAnswer;
import org.jspecify.annotations.Nullable;

/**
 * A session on one connection, one statement a call.
 */
final class JdbcLockSession implements LockSession {

	private final ReentrantLock turn = new ReentrantLock();

	private final SessionStatements statements;

	private final SessionClock clock;

	private final Duration confirmAfter;

	/**
	 * Creates a session.
	 * @param confirmAfter how old a granted statement may be, before the server must be
	 * asked whether the session still holds what it granted
	 */
	JdbcLockSession(SessionStatements statements, SessionClock clock, Duration confirmAfter) {
		this.statements = statements;
		this.clock = clock;
		this.confirmAfter = confirmAfter;
	}

	@Override
	public boolean tryAcquire(LockKey key) throws SQLException {
		return inTurn(() -> this.statements.tryAcquire(key));
	}

	@Override
	public boolean await(LockKey key, Deadline deadline) throws SQLException {
		return inTurn(() -> {
			SessionClock.Moment sent = this.clock.now();
			boolean granted = awaitWithRetry(key, deadline);
			return granted && (!this.clock.isOlderThan(sent, this.confirmAfter) || this.statements.isHolder(key));
		});
	}

	@Override
	public void cancel() throws SQLException {
		this.statements.cancel();
	}

	@Override
	public ReleaseAnswer release(LockKey key) throws SQLException {
		return inTurn(() -> this.statements.release(key));
	}

	@Override
	public void releaseAll() throws SQLException {
		inTurn(this.statements::releaseAll);
	}

	@Override
	public boolean holds(LockKey key) throws SQLException {
		return inTurn(() -> this.statements.isHolder(key));
	}

	@Override
	public LockStatus status(LockKey key) throws SQLException {
		return inTurn(() -> this.statements.status(key));
	}

	@Override
	public long drawFencingToken(LockKey key) throws SQLException {
		return inTurn(() -> this.statements.drawFencingToken(key));
	}

	@Override
	public void ping() throws SQLException {
		if (this.turn.tryLock()) {
			try {
				this.statements.ping();
			}
			finally {
				this.turn.unlock();
			}
		}
	}

	@Override
	public boolean isAlive() {
		return this.clock.isAlive();
	}

	@Override
	public void discard() {
		this.statements.discard();
	}

	/**
	 * A deadlock may be a false one, since the server gives up its search in a long chain
	 * of waiting sessions.
	 */
	private boolean awaitWithRetry(LockKey key, Deadline deadline) throws SQLException {
		try {
			return this.statements.acquire(key, deadline);
		}
		catch (LockDeadlockException ex) {
			return this.statements.isHolder(key) || this.statements.acquire(key, deadline);
		}
	}

	private <T extends @Nullable Object> T inTurn(SqlCall<T> call) throws SQLException {
		this.turn.lock();
		try {
			return call.run();
		}
		finally {
			this.turn.unlock();
		}
	}

}
