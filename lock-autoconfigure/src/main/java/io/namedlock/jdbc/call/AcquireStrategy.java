package io.namedlock.jdbc.call;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import io.namedlock.LockMode;
import io.namedlock.core.Deadline;
import io.namedlock.core.LineKey;
import io.namedlock.core.LockAttempt;
import io.namedlock.core.LockGrant;
import io.namedlock.core.LockKey;
import io.namedlock.jdbc.pool.Caller;
import io.namedlock.jdbc.pool.PooledSession;
import io.namedlock.jdbc.pool.PooledSession.Use;
import io.namedlock.jdbc.pool.SessionGrant;
import io.namedlock.jdbc.pool.SessionPool;
import io.namedlock.jdbc.session.LockSession;
import org.jspecify.annotations.Nullable;

/**
 * How attempts come to their locks: first a try that does not wait, then a wait. Safe for
 * use by several threads.
 */
abstract class AcquireStrategy {

	private final SessionPool pool;

	private final ServerWaits waits;

	private final Use use;

	/**
	 * Creates a strategy.
	 * @param use what a session is used for by a try: an {@linkplain Use#ATTEMPT attempt}
	 * on one that is shared, or a {@linkplain Use#WAIT wait} on that of the thread
	 */
	AcquireStrategy(SessionPool pool, ServerWaits waits, Use use) {
		this.pool = pool;
		this.waits = waits;
		this.use = use;
	}

	SessionPool pool() {
		return this.pool;
	}

	ServerWaits waits() {
		return this.waits;
	}

	/**
	 * Takes a lock, waiting until the attempt's deadline if another session holds it.
	 * @return the lock, {@code null} if the time is over
	 */
	final @Nullable LockGrant acquire(LockAttempt attempt, Caller caller) throws InterruptedException, SQLException {
		SessionGrant grant = tryAcquire(attempt, caller);
		return (grant != null) ? grant : await(attempt, caller);
	}

	/**
	 * The same for a lock that was tried just now and was not free.
	 */
	abstract @Nullable SessionGrant await(LockAttempt attempt, Caller caller) throws InterruptedException, SQLException;

	/**
	 * The line in which the current thread waits in this JVM.
	 * @param line the line of what the database compares
	 */
	LineKey line(LineKey line) {
		return line;
	}

	/**
	 * Takes a lock if it is free. A try that meets a dead session is made once more, on
	 * another one.
	 */
	final @Nullable SessionGrant tryAcquire(LockAttempt attempt, Caller caller)
			throws InterruptedException, SQLException {
		Deadline patience = SessionPool.patience(attempt.deadline());
		try {
			return tryOnce(attempt, patience, caller);
		}
		catch (SQLException ex) {
			if (patience.hasPassed()) {
				throw ex;
			}
			return tryOnce(attempt, patience, caller);
		}
	}

	/**
	 * Takes several locks up to the first that is not free, with a second try as above.
	 * @return the locks, {@code null} if no session has room for all of them
	 */
	@Nullable List<LockGrant> tryAcquireAll(List<LockAttempt> attempts, Caller caller) throws InterruptedException, SQLException {
		Deadline patience = SessionPool.patience(attempts.get(0).deadline());
		try {
			return tryAllOnce(attempts, patience, caller);
		}
		catch (SQLException ex) {
			if (patience.hasPassed()) {
				throw ex;
			}
			return tryAllOnce(attempts, patience, caller);
		}
	}

	private @Nullable SessionGrant tryOnce(LockAttempt attempt, Deadline patience, Caller caller)
			throws InterruptedException, SQLException {
		PooledSession session = (this.use == Use.WAIT) ? this.pool.forOwner(attempt, caller)
				: this.pool.forAttempt(attempt, caller);
		try {
			LockSession database = session.awaitOpen(patience, caller);
			try {
				return database.tryAcquire(attempt.key(), attempt.mode())
						? session.granted(attempt.key(), attempt.mode()) : null;
			}
			catch (SQLException ex) {
				session.lose(ex);
				throw ex;
			}
		}
		finally {
			this.pool.done(session, this.use);
		}
	}

	private @Nullable List<LockGrant> tryAllOnce(List<LockAttempt> attempts, Deadline patience, Caller caller)
			throws InterruptedException, SQLException {
		List<LockKey> keys = attempts.stream().map(LockAttempt::key).toList();
		LockMode mode = attempts.get(0).mode();
		PooledSession session = this.pool.forAttempts(keys);
		if (session == null) {
			return null;
		}
		try {
			LockSession database = session.awaitOpen(patience, caller);
			try {
				List<LockGrant> grants = new ArrayList<>();
				for (LockKey key : keys.subList(0, database.tryAcquireAll(keys, mode))) {
					grants.add(session.granted(key, mode));
				}
				return grants;
			}
			catch (SQLException ex) {
				session.lose(ex);
				throw ex;
			}
		}
		finally {
			keys.forEach((key) -> this.pool.done(session, Use.ATTEMPT));
		}
	}

}
