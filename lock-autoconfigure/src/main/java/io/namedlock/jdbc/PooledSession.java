package io.namedlock.jdbc;

import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

import io.namedlock.LockMode;
import io.namedlock.LockOverview;
import io.namedlock.core.LockKey;
import io.namedlock.jdbc.SessionUse.Kind;
import org.jspecify.annotations.Nullable;

/**
 * A session of the pool, from the moment somebody wants it until it ends, and the locks
 * that it holds. They are lost with it.
 */
final class PooledSession {

	/**
	 * Why a session has ended that never began.
	 */
	static final String NOT_OPENED = "it could not be opened";

	private final SessionPool pool;

	private final SessionUse use = new SessionUse();

	private final CompletableFuture<LockSession> opening;

	private final ReleaseMode release;

	private final PlatformThreads threads;

	private final LockFailures failures;

	private final SessionEvents events;

	private final Map<LockKey, SessionGrant> grants = new ConcurrentHashMap<>();

	private final AtomicReference<@Nullable String> reason = new AtomicReference<>();

	PooledSession(SessionPool pool, CompletableFuture<LockSession> opening, ReleaseMode release,
			PlatformThreads threads, LockFailures failures, SessionEvents events) {
		this.pool = pool;
		this.opening = opening;
		this.release = release;
		this.threads = threads;
		this.failures = failures;
		this.events = events;
	}

	/**
	 * What the session is used for, guarded by the pool's lock.
	 */
	SessionUse use() {
		return this.use;
	}

	/**
	 * The session, perhaps still to come.
	 */
	CompletableFuture<LockSession> opening() {
		return this.opening;
	}

	/**
	 * The session if it has been opened.
	 */
	@Nullable LockSession opened() {
		return this.opening.isCompletedExceptionally() ? null : this.opening.getNow(null);
	}

	boolean isOpen() {
		return opened() != null && !isEnded();
	}

	boolean isEnded() {
		return this.reason.get() != null;
	}

	/**
	 * Why the session has ended.
	 */
	String reason() {
		String reason = this.reason.get();
		return (reason != null) ? reason : "the database says that its session does not hold it";
	}

	/**
	 * Whether the locks of the session stand, by its own clock. Never {@code true} again
	 * once it was {@code false}.
	 */
	boolean isAlive() {
		if (!this.opening.join().isAlive()) {
			lose("the database was not heard of for too long");
		}
		return !isEnded();
	}

	/**
	 * What the session is doing.
	 * @param waiting whether it is lent to a wait; its clock stands still then
	 */
	LockOverview.Session overview(LockSession opened, boolean waiting) {
		return new LockOverview.Session(opened.name(), this.grants.size(), waiting,
				!isEnded() && (waiting || opened.isAlive()));
	}

	boolean isHolding(LockKey key) {
		return this.grants.containsKey(key);
	}

	boolean isHoldingAny() {
		return !this.grants.isEmpty();
	}

	/**
	 * Notes a lock that the session was granted.
	 * @throws SQLException if the answer came so late that the server may have ended the
	 * session since, as it does to a process that was stopped
	 */
	SessionGrant granted(LockKey key, LockMode mode) throws SQLException {
		if (!isAlive()) {
			throw new SQLException("The lock was granted, but " + reason());
		}
		SessionGrant grant = note(key, mode);
		this.pool.hold(this);
		return grant;
	}

	/**
	 * Notes that the session gave a lock back and was granted it again. For the pool
	 * nothing has changed.
	 */
	SessionGrant grantedAgain(SessionGrant former, LockMode mode) {
		return note(former.key(), mode);
	}

	/**
	 * Runs a call on the open session; a failure ends it.
	 */
	<T extends @Nullable Object> T call(SessionCall<T> call) throws SQLException {
		try {
			return call.run(this.opening.join());
		}
		catch (SQLException ex) {
			lose(ex);
			throw ex;
		}
	}

	/**
	 * Makes the server answer; a failure ends the session, and its owners are told.
	 */
	void ping() {
		LockSession session = opened();
		if (session != null) {
			try {
				session.ping();
			}
			catch (SQLException ex) {
				lose(ex);
			}
		}
	}

	/**
	 * Ends the wait that runs on the session, if there is one. Where that fails and the
	 * session holds locks, the wait is left to its own end.
	 */
	void cancel() {
		LockSession session = opened();
		if (session != null) {
			try {
				session.cancel();
			}
			catch (SQLException ex) {
				if (!isHoldingAny()) {
					lose(ex);
				}
			}
		}
	}

	void disown() {
		this.pool.disown(this);
	}

	/**
	 * Whether nobody waits for the answer to a release.
	 */
	boolean sendsReleases() {
		return this.release == ReleaseMode.SENT;
	}

	/**
	 * Has a lock given back. An attempt to have it again may come to this session at
	 * once, since it is behind the release; but the session counts as holding it until
	 * the answer, lest it be lent or ended as an idle one.
	 */
	void send(SessionGrant grant) {
		this.grants.remove(grant.key(), grant);
		this.opening.join().sendRelease(grant.key(), grant.mode(), (answer) -> {
			boolean released = false;
			try {
				released = answer.run();
			}
			catch (SQLException ex) {
				lose(ex);
			}
			grant.released(released);
			this.pool.done(this, Kind.LOCK);
		});
	}

	void forget(SessionGrant grant) {
		if (this.grants.remove(grant.key(), grant)) {
			this.pool.done(this, Kind.LOCK);
		}
	}

	void lose(SQLException failure) {
		lose("its session failed with '%s'".formatted(failure.getMessage()));
	}

	/**
	 * Ends a session that failed: the server frees its locks with the connection.
	 */
	void lose(String reason) {
		if (end(reason)) {
			this.opening.thenAcceptAsync(LockSession::discard, this.threads::executeOrRun);
		}
	}

	/**
	 * Ends a session that works.
	 */
	void retire(String reason) {
		if (end(reason)) {
			this.opening.thenAcceptAsync(PooledSession::releaseAndDiscard, this.threads::executeOrRun);
		}
	}

	private SessionGrant note(LockKey key, LockMode mode) {
		SessionGrant grant = new SessionGrant(key, mode, this, this.threads, this.failures);
		this.grants.put(key, grant);
		if (isEnded()) {
			grant.lose();
		}
		return grant;
	}

	private boolean end(String reason) {
		boolean first = this.reason.compareAndSet(null, reason);
		if (first) {
			this.pool.remove(this);
			this.events.ended(this);
			this.grants.values().forEach(SessionGrant::lose);
			this.grants.clear();
		}
		return first;
	}

	private static void releaseAndDiscard(LockSession session) {
		try {
			session.cancel();
			session.releaseAll();
		}
		catch (SQLException ex) {
			// the server frees the locks with the connection
		}
		finally {
			session.discard();
		}
	}

	/**
	 * A call to a session.
	 *
	 * @param <T> the type of its result
	 */
	@FunctionalInterface
	interface SessionCall<T extends @Nullable Object> {

		T run(LockSession session) throws SQLException;

	}

}
