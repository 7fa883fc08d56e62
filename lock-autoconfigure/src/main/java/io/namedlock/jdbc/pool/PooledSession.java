package io.namedlock.jdbc.pool;

import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

import io.namedlock.LockMode;
import io.namedlock.LockOverview;
import io.namedlock.core.Deadline;
import io.namedlock.core.LockKey;
import io.namedlock.jdbc.session.LockSession;
import org.jspecify.annotations.Nullable;

/**
 * A session of the pool, from the moment somebody wants it until it ends, what it is used
 * for, and the locks that it holds, which are lost with it. What it is used for is
 * guarded by the pool's lock; everything else is safe for use by several threads.
 */
public final class PooledSession {

	private static final String NOT_OPENED = "it could not be opened";

	private final SessionPool pool;

	private final CompletableFuture<LockSession> opening;

	private final SessionContext context;

	private final Map<LockKey, SessionGrant> grants = new ConcurrentHashMap<>();

	private final AtomicReference<@Nullable String> reason = new AtomicReference<>();

	// Guarded by the pool's lock
	private final int[] uses = new int[Use.values().length];

	// Guarded by the pool's lock
	private @Nullable Thread owner;

	// Guarded by the pool's lock
	private @Nullable LockKey wanted;

	// Guarded by the pool's lock
	private long idleSince = System.nanoTime();

	PooledSession(SessionPool pool, CompletableFuture<LockSession> opening, SessionContext context) {
		this.pool = pool;
		this.opening = opening;
		this.context = context;
	}

	public CompletableFuture<LockSession> opening() {
		return this.opening;
	}

	/**
	 * The session, once there is a connection.
	 * @param patience until when the caller stays
	 * @throws SQLTimeoutException if it takes longer; the session may be opened later
	 */
	public LockSession awaitOpen(Deadline patience, Caller caller) throws InterruptedException, SQLException {
		try {
			return caller.get(this.opening, patience.remainingNanos());
		}
		catch (TimeoutException ex) {
			throw new SQLTimeoutException("Opening a connection takes too long", "08001", ex);
		}
		catch (ExecutionException ex) {
			loseUnopened();
			this.pool.postponeOpening();
			if (ex.getCause() instanceof SQLException cause) {
				throw cause;
			}
			throw new SQLException("No connection could be opened: " + ex.getCause(), ex);
		}
	}

	/**
	 * The session if it has been opened.
	 */
	@Nullable LockSession opened() {
		return this.opening.isCompletedExceptionally() ? null : this.opening.getNow(null);
	}

	/**
	 * Whether there is a connection, and it has not ended.
	 */
	public boolean isOpen() {
		return opened() != null && !isEnded();
	}

	public boolean isEnded() {
		return this.reason.get() != null;
	}

	/**
	 * Why the session has ended.
	 */
	String reason() {
		String reason = this.reason.get();
		return (reason != null) ? reason : "the database says that its session does not hold it";
	}

	SessionContext context() {
		return this.context;
	}

	/**
	 * Ends the session if the server may have ended it, by its own clock.
	 * @return whether its locks stand
	 */
	boolean checkAlive() {
		if (!this.opening.join().clock().isAlive()) {
			loseUnheard();
		}
		return !isEnded();
	}

	/**
	 * What the session is doing.
	 * @param waiting whether it is lent to a wait; its clock stands still then
	 */
	LockOverview.Session overview(LockSession opened, boolean waiting) {
		return new LockOverview.Session(opened.name(), this.grants.size(), waiting,
				!isEnded() && (waiting || opened.clock().isAlive()));
	}

	public boolean isHolding(LockKey key) {
		return this.grants.containsKey(key);
	}

	public boolean isHoldingAny() {
		return !this.grants.isEmpty();
	}

	/**
	 * Notes a lock that the session was granted.
	 * @throws SQLException if the answer came so late that the server may have ended the
	 * session since, as it does to a process that was stopped
	 */
	public SessionGrant granted(LockKey key, LockMode mode) throws SQLException {
		if (!checkAlive()) {
			throw new SQLException("The lock was granted, but " + reason());
		}
		SessionGrant grant = note(key, mode);
		this.pool.begin(this, Use.LOCK);
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
	 * Makes the server answer; a failure ends the session, and its owners are told.
	 */
	void ping() {
		LockSession session = opened();
		if (session == null) {
			return;
		}
		try {
			session.ping();
			// an answer that comes after a holder was told of the loss is too late
			if (session.clock().isExpired()) {
				loseUnheard();
			}
		}
		catch (SQLException ex) {
			lose(ex);
		}
	}

	/**
	 * Ends the wait that runs on the session, if there is one. Where that fails and the
	 * session holds locks, the wait is left to its own end.
	 */
	public void cancel() {
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

	/**
	 * Leaves the session, which holds a lock of nobody in particular, to itself: its
	 * owner's next locks go elsewhere.
	 */
	void disown() {
		this.pool.disown(this);
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
			this.pool.done(this, Use.LOCK);
		});
	}

	/**
	 * Notes that a lock was given back.
	 */
	void forget(SessionGrant grant) {
		if (this.grants.remove(grant.key(), grant)) {
			this.pool.done(this, Use.LOCK);
		}
	}

	/**
	 * Ends a session that failed.
	 */
	public void lose(SQLException failure) {
		lose("its session failed with '%s'".formatted(failure.getMessage()));
	}

	/**
	 * Ends a session that failed: the server frees its locks with the connection.
	 */
	void lose(String reason) {
		if (end(reason)) {
			this.opening.thenAcceptAsync(LockSession::discard, this.context.threads()::executeOrRun);
		}
	}

	/**
	 * Ends a session that never began.
	 */
	void loseUnopened() {
		lose(NOT_OPENED);
	}

	/**
	 * Ends a session that works.
	 */
	public void retire(String reason) {
		if (end(reason)) {
			this.opening.thenAcceptAsync(PooledSession::releaseAndDiscard, this.context.threads()::executeOrRun);
		}
	}

	void begin(Use use) {
		this.uses[use.ordinal()]++;
	}

	void end(Use use) {
		this.uses[use.ordinal()]--;
		if (!isWaiting()) {
			this.wanted = null;
		}
		if (isIdle()) {
			this.owner = null;
		}
		this.idleSince = System.nanoTime();
	}

	/**
	 * Sets the thread that all locks of the session belong to, {@code null} if there is
	 * none, and what it waits for.
	 */
	void own(@Nullable Thread owner, @Nullable LockKey wanted) {
		this.owner = owner;
		this.wanted = wanted;
	}

	@Nullable Thread owner() {
		return this.owner;
	}

	/**
	 * The lock that the owner waits for.
	 */
	@Nullable LockKey wanted() {
		return this.wanted;
	}

	/**
	 * How many locks the session holds, or will if all who try for one get it.
	 */
	int places() {
		return count(Use.ATTEMPT) + count(Use.LOCK) + count(Use.WAIT);
	}

	boolean isAttempting() {
		return count(Use.ATTEMPT) > 0;
	}

	boolean isWaiting() {
		return count(Use.WAIT) > 0;
	}

	/**
	 * Whether calls that do not wait may come to the session.
	 */
	boolean isShared() {
		return !isEnded() && !isWaiting();
	}

	boolean isIdle() {
		return places() == 0 && count(Use.QUESTION) == 0;
	}

	boolean isIdleFor(long nanos) {
		return isIdle() && System.nanoTime() - this.idleSince > nanos;
	}

	private int count(Use use) {
		return this.uses[use.ordinal()];
	}

	private void loseUnheard() {
		lose("the database was not heard of for too long");
	}

	private SessionGrant note(LockKey key, LockMode mode) {
		SessionGrant grant = new SessionGrant(key, mode, this, this.opening.join());
		this.grants.put(key, grant);
		// whoever ends the session at this moment may have looked before the lock was
		// noted
		if (isEnded()) {
			grant.lose();
		}
		return grant;
	}

	/**
	 * Ends the session: first nobody can come to it any more, then its owners are told,
	 * and only then may the connection be closed, which gives the locks to others.
	 */
	private boolean end(String reason) {
		boolean first = this.reason.compareAndSet(null, reason);
		if (first) {
			this.pool.remove(this);
			this.context.events().ended(this);
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
	 * What a session can be used for.
	 */
	public enum Use {

		/**
		 * A question, which changes nothing.
		 */
		QUESTION,

		/**
		 * An attempt to have a lock that does not wait.
		 */
		ATTEMPT,

		/**
		 * A wait for a lock, beside which there is nothing else.
		 */
		WAIT,

		/**
		 * A lock that the session holds.
		 */
		LOCK

	}

}
