package io.namedlock.jdbc;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

import io.namedlock.LockBackendException;
import io.namedlock.LockDeadlockException;
import io.namedlock.LockStatus;
import io.namedlock.core.Deadline;
import io.namedlock.core.LockKey;
import io.namedlock.jdbc.dialect.AcquireAnswer;
import io.namedlock.jdbc.dialect.NamedLockDialect;
import io.namedlock.jdbc.dialect.ReleaseAnswer;
import org.jspecify.annotations.Nullable;

/**
 * A session on one connection, one statement a call.
 */
final class JdbcLockSession implements LockSession {

	private static final String CONNECTION_FAILURE = "08";

	private final ReentrantLock turn = new ReentrantLock();

	private final SessionConnection connection;

	private final NamedLockDialect dialect;

	private final SessionClock clock;

	/**
	 * How long an answer may take, beyond the wait that was asked for.
	 */
	private final Duration answerTime;

	JdbcLockSession(SessionConnection connection, NamedLockDialect dialect, SessionClock clock, Duration answerTime) {
		this.connection = connection;
		this.dialect = dialect;
		this.clock = clock;
		this.answerTime = answerTime;
	}

	@Override
	public boolean tryAcquire(LockKey key) throws SQLException {
		return inTurn(() -> acquire(this.dialect.tryAcquire(), key, this.answerTime));
	}

	@Override
	public boolean await(LockKey key, Deadline deadline) throws SQLException {
		return inTurn(() -> {
			SessionClock.Moment sent = this.clock.now();
			boolean granted = awaitWithRetry(key, deadline);
			return granted && (!this.clock.isOlderThan(sent, this.answerTime) || isHolder(key));
		});
	}

	@Override
	public void cancel() throws SQLException {
		this.connection.cancel();
	}

	@Override
	public ReleaseAnswer release(LockKey key) throws SQLException {
		return inTurn(() -> this.dialect.released(ask(this.dialect.release(), key)));
	}

	@Override
	public void releaseAll() throws SQLException {
		inTurn(() -> ask(this.dialect.releaseAll(), null));
	}

	@Override
	public boolean holds(LockKey key) throws SQLException {
		return inTurn(() -> isHolder(key));
	}

	@Override
	public LockStatus status(LockKey key) throws SQLException {
		return inTurn(() -> {
			Long holder = ask(this.dialect.holder(), key);
			return (holder != null) ? LockStatus.held(key.name(), "connection " + holder) : statusWithoutHolder(key);
		});
	}

	@Override
	public long drawFencingToken(LockKey key) throws SQLException {
		return inTurn(() -> {
			updateToken(key);
			Long token = ask(this.dialect.drawnToken(), null);
			if (token == null) {
				throw new SQLException("The database has drawn no token");
			}
			return token;
		});
	}

	@Override
	public void ping() throws SQLException {
		if (this.turn.tryLock()) {
			try {
				ask(this.dialect.ping(), null);
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
		this.connection.discard();
	}

	/**
	 * A deadlock may be a false one, since the server gives up its search in a long chain
	 * of waiting sessions.
	 */
	private boolean awaitWithRetry(LockKey key, Deadline deadline) throws SQLException {
		try {
			return await(key, deadline.remainingNanos());
		}
		catch (SQLException ex) {
			requireDeadlock(ex);
		}
		return isHolder(key) || awaitAgain(key, deadline);
	}

	private boolean awaitAgain(LockKey key, Deadline deadline) throws SQLException {
		try {
			return await(key, deadline.remainingNanos());
		}
		catch (SQLException ex) {
			requireDeadlock(ex);
			throw new LockDeadlockException(key.name(),
					"Waiting for lock '%s' could never end: %s says that its holder waits for this session. Take locks in one order everywhere."
						.formatted(key.name(), this.dialect.description()),
					ex);
		}
	}

	private void requireDeadlock(SQLException failure) throws SQLException {
		if (!this.dialect.isDeadlock(failure)) {
			throw failure;
		}
	}

	private boolean await(LockKey key, long nanos) throws SQLException {
		return acquire(this.dialect.acquire(Math.max(1, nanos)), key, this.answerTime.plusNanos(nanos));
	}

	private boolean acquire(String query, LockKey key, Duration timeout) throws SQLException {
		return switch (acquireAnswer(query, key, timeout)) {
			case GRANTED -> true;
			case BUSY -> false;
			case UNKNOWN -> isHolder(key);
		};
	}

	private AcquireAnswer acquireAnswer(String query, LockKey key, Duration timeout) throws SQLException {
		try {
			return this.dialect.acquired(this.connection.ask(query, key, timeout));
		}
		catch (SQLException ex) {
			if (!this.dialect.isUndecided(ex)) {
				throw ex;
			}
			return AcquireAnswer.UNKNOWN;
		}
	}

	private boolean isHolder(LockKey key) throws SQLException {
		Long holder = ask(this.dialect.holder(), key);
		return holder != null && holder == this.connection.id();
	}

	private LockStatus statusWithoutHolder(LockKey key) throws SQLException {
		Long free = ask(this.dialect.free(), key);
		if (free == null) {
			return LockStatus.unknown(key.name());
		}
		return (free == 1) ? LockStatus.free(key.name()) : LockStatus.held(key.name(), null);
	}

	private void updateToken(LockKey key) throws SQLException {
		try {
			this.connection.update(this.dialect.drawToken(), key, this.answerTime);
		}
		catch (SQLException ex) {
			if (ex.getSQLState() == null || ex.getSQLState().startsWith(CONNECTION_FAILURE)) {
				throw ex;
			}
			throw new LockBackendException(key.name(),
					"No fencing token could be drawn for lock '%s': %s says '%s' (SQLState %s). Fencing needs this table, to read and to write: %s"
						.formatted(key.name(), this.dialect.description(), ex.getMessage(), ex.getSQLState(),
								this.dialect.tokenTable()),
					ex);
		}
	}

	private @Nullable Long ask(String query, @Nullable LockKey key) throws SQLException {
		return this.connection.ask(query, key, this.answerTime);
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
