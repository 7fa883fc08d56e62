package io.namedlock.jdbc.pool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.namedlock.LockBackendException;
import io.namedlock.LockDeadlockException;
import io.namedlock.LockOverview;
import io.namedlock.core.Deadline;
import io.namedlock.core.LockAttempt;
import io.namedlock.core.LockKey;
import io.namedlock.jdbc.LockSessionSettings;
import io.namedlock.jdbc.SqlCall;
import io.namedlock.jdbc.dialect.SessionLimits;
import io.namedlock.jdbc.pool.PooledSession.Use;
import io.namedlock.jdbc.session.LockSession;
import org.jspecify.annotations.Nullable;

/**
 * All lock sessions of a backend. A session is shared by many owners for calls that do
 * not wait, as far as its limits go, or lent to one wait. A lock cannot move, so a lent
 * session that was granted its lock is a shared one from then on.
 * <p>
 * What always holds:
 * <ul>
 * <li>A session that holds a lock is never asked for it once more: the server would let
 * it in.</li>
 * <li>Beside a wait there is nothing else on its session: a release would stand behind
 * it.</li>
 * <li>One session is left to those who do not wait.</li>
 * <li>No session holds more than its limit, nor do all of them together; an attempt and a
 * wait count as the lock that they may become.</li>
 * <li>No database call is made under the pool's lock.</li>
 * </ul>
 */
public final class SessionPool {

	/**
	 * How long a caller whose deadline has passed may still be kept, so that a single try
	 * can reach the database.
	 */
	private static final long PATIENCE_NANOS = Duration.ofSeconds(1).toNanos();

	/**
	 * A database that has no room for a connection is not asked for one by every waiter.
	 */
	private static final Duration OPENING_PAUSE = Duration.ofSeconds(1);

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition freed = this.lock.newCondition();

	private final Condition room = this.lock.newCondition();

	private final OwnerGraph owners = new OwnerGraph();

	private final Set<PooledSession> sessions = new LinkedHashSet<>();

	private final int preferred;

	private final int perSession;

	private final int perRegistry;

	private final LockSessionSettings settings;

	private final SqlCall<LockSession> opener;

	private final SessionContext context;

	private Deadline openingPostponed = Deadline.afterNanos(0);

	private boolean closed;

	/**
	 * Creates a pool without sessions.
	 * @param opener opens a session, on a thread of the library
	 */
	public SessionPool(SessionLimits limits, LockSessionSettings settings, SqlCall<LockSession> opener,
			SessionContext context) {
		this.preferred = limits.preferred();
		this.perSession = limits.perSession();
		this.perRegistry = limits.perRegistry();
		this.settings = settings;
		this.opener = opener;
		this.context = context;
	}

	/**
	 * Until when a caller stays who has no time to wait beyond a single try.
	 */
	public static Deadline patience(Deadline deadline) {
		return Deadline.afterNanos(Math.max(deadline.remainingNanos(), PATIENCE_NANOS));
	}

	/**
	 * A suitable session for one question, until it is {@linkplain #done done}. A
	 * question does no harm on any; but it would stand behind an owner who begins to
	 * wait.
	 */
	public PooledSession forQuestion(LockKey key, Predicate<PooledSession> suitable) {
		this.lock.lock();
		try {
			requireOpen(key);
			PooledSession session = first(shared().filter((each) -> each.owner() == null).filter(suitable));
			if (session == null) {
				session = open();
			}
			if (session == null) {
				Thread owner = Thread.currentThread();
				session = first(shared().filter((each) -> each.owner() == owner).filter(suitable));
			}
			if (session == null) {
				throw full(key);
			}
			session.begin(Use.QUESTION);
			return session;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * A shared session with room for one lock more, for one attempt, until it is
	 * {@linkplain #done done}. Where there is no room, the caller waits for it until the
	 * deadline, and then as long as others are about to make room.
	 */
	public PooledSession forAttempt(LockAttempt attempt, Caller caller) throws InterruptedException {
		this.lock.lock();
		try {
			Deadline patience = patience(attempt.deadline());
			PooledSession session = chooseForAttempt(attempt.key());
			while (session == null) {
				awaitRoom(attempt, patience, caller);
				session = chooseForAttempt(attempt.key());
			}
			session.begin(Use.ATTEMPT);
			return session;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * A shared session that prefers to hold several locks more, for one attempt at each
	 * of them, until all of these are {@linkplain #done done}.
	 * @return the session, {@code null} if none has so much room
	 */
	public @Nullable PooledSession forAttempts(List<LockKey> keys) {
		this.lock.lock();
		try {
			requireOpen(keys.get(0));
			int most = this.preferred - keys.size();
			if (most < 0 || places() + keys.size() > this.perRegistry) {
				return null;
			}
			PooledSession session = first(
					shared().filter((each) -> keys.stream().noneMatch(each::isHolding) && each.places() <= most));
			if (session == null) {
				session = open();
			}
			if (session != null) {
				for (int i = 0; i < keys.size(); i++) {
					session.begin(Use.ATTEMPT);
				}
			}
			return session;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * The session of the current thread, or one that becomes its own, for one attempt and
	 * wait, until it is {@linkplain #done done}.
	 * @throws LockDeadlockException if no session can become free
	 */
	public PooledSession forOwner(LockAttempt attempt, Caller caller) throws InterruptedException {
		Thread owner = Thread.currentThread();
		this.lock.lock();
		try {
			Deadline patience = patience(attempt.deadline());
			PooledSession session = chooseForOwner(attempt.key(), owner);
			while (session == null) {
				awaitRoom(attempt, patience, caller);
				session = chooseForOwner(attempt.key(), owner);
			}
			session.own(owner, attempt.key());
			this.room.signalAll();
			session.begin(Use.WAIT);
			return session;
		}
		finally {
			this.owners.leave(owner);
			this.lock.unlock();
		}
	}

	/**
	 * A session without locks for one wait, until it is {@linkplain #done done}.
	 * @return the session, {@code null} if there was none for the given time
	 */
	public @Nullable PooledSession lend(LockKey key, Caller caller, long nanos) throws InterruptedException {
		Deadline deadline = Deadline.afterNanos(nanos);
		this.lock.lock();
		try {
			requireOpen(key);
			PooledSession session = chooseForWait();
			while (session == null && !deadline.hasPassed()) {
				caller.await(this.freed, deadline.remainingNanos());
				requireOpen(key);
				session = chooseForWait();
			}
			if (session != null) {
				session.begin(Use.WAIT);
			}
			return session;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Whether the server was wrong to call the current thread's wait for a lock a
	 * deadlock, as far as this JVM knows.
	 */
	public boolean isNoDeadlock(LockKey key) {
		this.lock.lock();
		try {
			return OwnerGraph.isEnding(key, Thread.currentThread(), this.sessions);
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Takes a session from its owner, whose next locks go elsewhere.
	 */
	void disown(PooledSession session) {
		this.lock.lock();
		try {
			session.own(null, session.wanted());
			this.room.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Notes one use more of a session, which is to be {@linkplain #done done} by itself.
	 */
	void begin(PooledSession session, Use use) {
		this.lock.lock();
		try {
			session.begin(use);
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Ends what a session was used for.
	 */
	public void done(PooledSession session, Use use) {
		this.lock.lock();
		try {
			session.end(use);
			signal();
		}
		finally {
			this.lock.unlock();
		}
	}

	void remove(PooledSession session) {
		this.lock.lock();
		try {
			this.sessions.remove(session);
			signal();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Opens no session for a moment, unless nothing can be done without one.
	 */
	public void postponeOpening() {
		this.lock.lock();
		try {
			this.openingPostponed = Deadline.after(OPENING_PAUSE);
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Makes the server answer on every session that does not wait, each on a thread of
	 * its own.
	 */
	void ping() {
		List<PooledSession> pinged;
		this.lock.lock();
		try {
			pinged = shared().toList();
		}
		finally {
			this.lock.unlock();
		}
		for (PooledSession session : pinged) {
			this.context.threads().execute(session::ping);
		}
	}

	/**
	 * What the sessions that were opened are doing.
	 */
	public List<LockOverview.Session> overview() {
		Map<PooledSession, Boolean> waiting = new LinkedHashMap<>();
		this.lock.lock();
		try {
			this.sessions.forEach((session) -> waiting.put(session, session.isWaiting()));
		}
		finally {
			this.lock.unlock();
		}
		List<LockOverview.Session> overview = new ArrayList<>();
		waiting.forEach((session, waits) -> {
			LockSession opened = session.opened();
			if (opened != null) {
				overview.add(session.overview(opened, waits));
			}
		});
		return overview;
	}

	/**
	 * Ends the sessions that were of no use for some time, but keeps the first.
	 */
	void retireIdle() {
		List<PooledSession> idle;
		this.lock.lock();
		try {
			long nanos = this.settings.deadHolderTimeout().toNanos();
			idle = shared().skip(1).filter((session) -> session.isIdleFor(nanos)).toList();
			// from here on nobody else gets it
			idle.forEach((session) -> session.begin(Use.WAIT));
		}
		finally {
			this.lock.unlock();
		}
		idle.forEach((session) -> session.retire("it was idle"));
	}

	/**
	 * Ends all sessions and refuses new ones.
	 */
	public void close() {
		List<PooledSession> left;
		this.lock.lock();
		try {
			this.closed = true;
			this.freed.signalAll();
			this.room.signalAll();
			left = List.copyOf(this.sessions);
		}
		finally {
			this.lock.unlock();
		}
		left.forEach((session) -> session.retire("the lock registry was closed"));
	}

	/**
	 * The first session that holds less than it prefers to, else a new one, else the one
	 * with the most room.
	 */
	private @Nullable PooledSession chooseForAttempt(LockKey key) {
		requireOpen(key);
		if (isFull()) {
			return null;
		}
		PooledSession emptiest = null;
		for (PooledSession session : this.sessions) {
			if (session.isShared() && !session.isHolding(key)) {
				int places = session.places();
				if (places < this.preferred) {
					return session;
				}
				if (places < this.perSession && (emptiest == null || places < emptiest.places())) {
					emptiest = session;
				}
			}
		}
		PooledSession opened = (emptiest != null && isOpeningPostponed()) ? null : open();
		return (opened != null) ? opened : emptiest;
	}

	/**
	 * The session that holds the owner's locks, else one without locks.
	 */
	private @Nullable PooledSession chooseForOwner(LockKey key, Thread owner) {
		requireOpen(key);
		if (isFull()) {
			return null;
		}
		PooledSession idle = null;
		for (PooledSession session : this.sessions) {
			if (session.isShared() && session.owner() == owner && !session.isHolding(key)
					&& session.places() < this.perSession) {
				return session;
			}
			if (idle == null && session.isShared() && session.isIdle()) {
				idle = session;
			}
		}
		return (idle != null) ? idle : open();
	}

	/**
	 * A session without locks. The first shared session stays where it is, for those who
	 * do not wait.
	 */
	private @Nullable PooledSession chooseForWait() {
		long waiting = this.sessions.stream().filter(PooledSession::isWaiting).count();
		if (isFull() || waiting >= this.settings.waiting()) {
			return null;
		}
		PooledSession idle = first(shared().filter(PooledSession::isOpen).skip(1).filter(PooledSession::isIdle));
		return (idle != null || isOpeningPostponed()) ? idle : open();
	}

	private @Nullable PooledSession open() {
		if (this.sessions.size() >= this.settings.max()) {
			return null;
		}
		CompletableFuture<LockSession> opening = this.context.threads().start(this.opener);
		PooledSession session = new PooledSession(this, opening, this.context);
		this.sessions.add(session);
		this.context.events().opening(session);
		opening.whenCompleteAsync((opened, failure) -> {
			if (failure != null) {
				session.loseUnopened();
			}
		}, this.context.threads());
		return session;
	}

	/**
	 * Waits for a session to have room: until the deadline of the attempt, or a little
	 * longer while somebody tries for a lock and may leave its place in a moment.
	 */
	private void awaitRoom(LockAttempt attempt, Deadline patience, Caller caller) throws InterruptedException {
		boolean attempting = this.sessions.stream().anyMatch(PooledSession::isAttempting);
		Deadline deadline = attempting ? patience : attempt.deadline();
		if (deadline.hasPassed()) {
			throw full(attempt.key());
		}
		this.owners.enter(Thread.currentThread());
		if (this.owners.isStandstill(this.sessions)) {
			throw this.context.failures().standstill(attempt.key(), this.settings);
		}
		caller.await(this.room, deadline.remainingNanos());
	}

	private void requireOpen(LockKey key) {
		if (this.closed) {
			throw this.context.failures().closed(key);
		}
	}

	private LockBackendException full(LockKey key) {
		return isFull() ? this.context.failures().full(key, this.perRegistry)
				: this.context.failures().full(key, this.settings, this.perSession);
	}

	/**
	 * Whether there are as many locks as the registry may hold.
	 */
	private boolean isFull() {
		return places() >= this.perRegistry;
	}

	private int places() {
		int places = 0;
		for (PooledSession session : this.sessions) {
			places += session.places();
		}
		return places;
	}

	private boolean isOpeningPostponed() {
		return !this.openingPostponed.hasPassed();
	}

	/**
	 * The sessions that do not wait.
	 */
	private Stream<PooledSession> shared() {
		return this.sessions.stream().filter(PooledSession::isShared);
	}

	private static @Nullable PooledSession first(Stream<PooledSession> sessions) {
		return sessions.findFirst().orElse(null);
	}

	/**
	 * Wakes those for whom a session may have become free.
	 */
	private void signal() {
		this.freed.signal();
		this.room.signalAll();
	}

}
