package io.namedlock.jdbc.session;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import io.namedlock.LockMode;
import io.namedlock.LockStatus;
import io.namedlock.core.Deadline;
import io.namedlock.core.LockKey;
import io.namedlock.jdbc.PlatformThreads;
import io.namedlock.jdbc.SessionClock;
import io.namedlock.jdbc.SqlCall;
import io.namedlock.jdbc.session.LockSession.ExchangeAnswer;
import org.jspecify.annotations.Nullable;

/**
 * A session whose transaction holds the lock of one row.
 */
final class RowLockSession implements LockSession {

	/**
	 * How long nobody asks again after an answer that came too early, so that a database
	 * that cannot wait is not asked without end.
	 */
	private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

	private final ReentrantLock connectionLock = new ReentrantLock(true);

	private final RowLockStatements statements;

	private final PlatformThreads threads;

	private final SessionClock clock;

	private final Duration confirmAfter;

	/**
	 * If a granted wait began longer ago than {@code confirmAfter}, the server is asked
	 * whether the transaction is still there.
	 */
	RowLockSession(RowLockStatements statements, PlatformThreads threads, SessionClock clock, Duration confirmAfter) {
		this.statements = statements;
		this.threads = threads;
		this.clock = clock;
		this.confirmAfter = confirmAfter;
	}

	@Override
	public String name() {
		return this.statements.sessionName();
	}

	@Override
	public SessionClock clock() {
		return this.clock;
	}

	@Override
	public boolean tryAcquire(LockKey key, LockMode mode) throws SQLException {
		return alone(() -> this.statements.tryAcquire(key, mode));
	}

	@Override
	public int tryAcquireAll(List<LockKey> keys, LockMode mode) throws SQLException {
		// Takes the first, since there is no room for more
		return tryAcquire(keys.get(0), mode) ? 1 : 0;
	}

	@Override
	public boolean await(LockKey key, LockMode mode, Deadline deadline) throws SQLException {
		SessionClock.Moment sent = this.clock.now();
		boolean granted = alone(() -> this.statements.acquire(key, mode, Math.max(1, deadline.remainingNanos())));
		if (!granted) {
			LockSupport.parkNanos(Math.min(PAUSE_NANOS, deadline.remainingNanos()));
		}
		return granted && (!this.clock.isOlderThan(sent, this.confirmAfter) || holds(key, mode));
	}

	@Override
	public void cancel() throws SQLException {
		this.statements.cancel();
	}

	@Override
	public void settle() throws SQLException {
		alone(this.statements::ping);
	}

	@Override
	public boolean release(LockKey key, LockMode mode) throws SQLException {
		return alone(this.statements::release);
	}

	@Override
	public void sendRelease(LockKey key, LockMode mode, Consumer<SqlCall<Boolean>> listener) {
		// The caller waits all the same: before, nobody can use the connection
		listener.accept(() -> release(key, mode));
	}

	@Override
	public ExchangeAnswer exchange(LockKey key, LockMode held, LockMode wanted) throws SQLException {
		return alone(() -> {
			if (!this.statements.release()) {
				return ExchangeAnswer.NOT_HELD;
			}
			return this.statements.tryAcquire(key, wanted) ? ExchangeAnswer.GRANTED : ExchangeAnswer.BUSY;
		});
	}

	@Override
	public void releaseAll() throws SQLException {
		alone(this.statements::release);
	}

	@Override
	public boolean holds(LockKey key, LockMode mode) throws SQLException {
		return alone(this.statements::isHolder);
	}

	@Override
	public LockStatus status(LockKey key) throws SQLException {
		return alone(() -> this.statements.status(key));
	}

	@Override
	public long drawFencingToken(LockKey key) throws SQLException {
		return alone(() -> this.statements.drawFencingToken(key));
	}

	@Override
	public void ping() throws SQLException {
		if (this.connectionLock.tryLock()) {
			runAndUnlock(this.statements::ping);
		}
	}

	@Override
	public void discard() {
		this.statements.discard();
	}

	private <T extends @Nullable Object> T alone(SqlCall<T> call) throws SQLException {
		return this.threads.call(() -> {
			this.connectionLock.lock();
			return runAndUnlock(call);
		});
	}

	private <T extends @Nullable Object> T runAndUnlock(SqlCall<T> call) throws SQLException {
		try {
			return call.run();
		}
		finally {
			this.connectionLock.unlock();
		}
	}

}
