package io.namedlock.jdbc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

import io.namedlock.LockBackendException;
import io.namedlock.LockDeadlockException;
import io.namedlock.LockOverview;
import io.namedlock.core.Deadline;
import io.namedlock.core.LockAttempt;
import io.namedlock.core.LockKey;
import io.namedlock.jdbc.SessionUse.Kind;
import io.namedlock.jdbc.dialect.SessionLimits;
import org.jspecify.annotations.Nullable;

/**
 * All lock sessions of a backend. A session is shared by many owners for calls that do
 * not wait, as far as its limits go, or lent to one wait. A lock cannot move, so a lent
 * session that was granted its lock is a shared one from then on.
 */
final class SessionPool {

	/**
	 * How long a caller whose deadline has passed may still be kept, so that a single try
	 * can reach the database.
	 */
	static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition freed = this.lock.newCondition();

	private final Condition room = this.lock.newCondition();

	private final OwnerGraph owners = new OwnerGraph();

	private final Sessions sessions;

	private final LockSessionSettings settings;

	private final SessionLimits limits;

	private final LockFailures failures;

	private boolean closed;

	SessionPool(SessionLimits limits, LockSessionSettings settings, Function<SessionPool, PooledSession> opener,
			LockFailures failures) {
		this.sessions = new Sessions(limits, settings, () -> opener.apply(this));
		this.limits = limits;
		this.settings = settings;
		this.failures = failures;
	}

	/**
	 * A shared session for one question, until it is {@linkplain #done done}.
	 */
	PooledSession forQuestion(LockKey key, Predicate<PooledSession> suitable) {
		return locked(() -> {
			requireOpen(key);
			return begun(this.sessions.forQuestion(suitable).orElseThrow(() -> full(key)), Kind.QUESTION);
		});
	}

	/**
	 * A shared session with room for one lock more, for one attempt, until it is
	 * {@linkplain #done done}. Where there is no room, the caller waits for it until the
	 * deadline, and then as long as others are about to make room.
	 */
	PooledSession forAttempt(LockAttempt attempt, Caller caller) throws InterruptedException {
		this.lock.lock();
		try {
			return begun(choose(attempt, caller, () -> this.sessions.forAttempt(attempt.key())), Kind.ATTEMPT);
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * A shared session with room for several locks more, for one attempt at each of them,
	 * until all of these are {@linkplain #done done}.
	 * @return the session, {@code null} if none has so much room
	 */
	@Nullable PooledSession forAttempts(List<LockKey> keys) {
		return locked(() -> {
			requireOpen(keys.get(0));
			PooledSession session = this.sessions.forAttempts(keys).orElse(null);
			if (session != null) {
				keys.forEach((key) -> begun(session, Kind.ATTEMPT));
			}
			return session;
		});
	}

	/**
	 * The session of the current thread, or one that becomes its own, for one attempt and
	 * wait, until it is {@linkplain #done done}.
	 * @throws LockDeadlockException if no session can become free
	 */
	PooledSession forOwner(LockAttempt attempt, Caller caller) throws InterruptedException {
		Thread owner = Thread.currentThread();
		this.lock.lock();
		try {
			PooledSession session = choose(attempt, caller, () -> this.sessions.forOwner(attempt.key(), owner));
			session.use().own(owner, attempt.key());
			this.room.signalAll();
			return begun(session, Kind.WAIT);
		}
		finally {
			this.owners.leave(owner);
			this.lock.unlock();
		}
	}

	/**
	 * Whether the server was wrong to call the current thread's wait for a lock a
	 * deadlock, as far as this JVM knows.
	 */
	boolean isNoDeadlock(LockKey key) {
		return locked(() -> OwnerGraph.isEnding(key, Thread.currentThread(), this.sessions.all()));
	}

	/**
	 * Leaves a session, which holds a lock of nobody in particular, to itself: its
	 * owner's next locks go elsewhere.
	 */
	void disown(PooledSession session) {
		locked(() -> {
			session.use().disown();
			this.room.signalAll();
			return session;
		});
	}

	/**
	 * A session without locks for one wait, until it is {@linkplain #done done}.
	 * @return the session, {@code null} if there was none for the given time
	 */
	@Nullable PooledSession lend(LockKey key, Caller caller, long nanos) throws InterruptedException {
		long end = System.nanoTime() + nanos;
		this.lock.lock();
		try {
			while (true) {
				requireOpen(key);
				PooledSession session = this.sessions.forWait().orElse(null);
				if (session != null) {
					return begun(session, Kind.WAIT);
				}
				long remaining = end - System.nanoTime();
				if (remaining <= 0) {
					return null;
				}
				caller.await(this.freed, remaining);
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Notes that the session holds one lock more, which is to be {@linkplain #done done}
	 * by itself.
	 */
	void hold(PooledSession session) {
		locked(() -> begun(session, Kind.LOCK));
	}

	/**
	 * Ends what a session was used for.
	 */
	void done(PooledSession session, Kind kind) {
		locked(() -> {
			session.use().end(kind);
			signal();
			return session;
		});
	}

	void remove(PooledSession session) {
		locked(() -> {
			this.sessions.remove(session);
			signal();
			return session;
		});
	}

	/**
	 * Notes that a session could not be opened.
	 */
	void postponeOpening() {
		this.lock.lock();
		try {
			this.sessions.postponeOpening();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * The sessions that do not wait.
	 */
	List<PooledSession> shared() {
		return locked(() -> this.sessions.shared().toList());
	}

	/**
	 * What the sessions that were opened are doing.
	 */
	List<LockOverview.Session> overview() {
		Map<PooledSession, Boolean> waiting = new LinkedHashMap<>();
		locked(() -> {
			this.sessions.all().forEach((session) -> waiting.put(session, session.use().isWaiting()));
			return waiting;
		});
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
	 * Ends the sessions that were of no use for some time, but keeps one.
	 */
	void retireIdle() {
		locked(this::takeIdle).forEach((session) -> session.retire("it was idle"));
	}

	/**
	 * Ends all sessions and refuses new ones.
	 */
	void close() {
		locked(this::takeAll).forEach((session) -> session.retire("the lock registry was closed"));
	}

	private List<PooledSession> takeIdle() {
		List<PooledSession> idle = this.sessions.idleFor(this.settings.deadHolderTimeout().toNanos());
		idle.forEach((session) -> session.use().begin(Kind.WAIT));
		return idle;
	}

	private List<PooledSession> takeAll() {
		this.closed = true;
		this.freed.signalAll();
		this.room.signalAll();
		return this.sessions.all();
	}

	private void signal() {
		this.freed.signal();
		this.room.signalAll();
	}

	private PooledSession choose(LockAttempt attempt, Caller caller, Supplier<Optional<PooledSession>> choice)
			throws InterruptedException {
		Deadline deadline = attempt.deadline();
		Deadline patience = Deadline.afterNanos(Math.max(deadline.remainingNanos(), PATIENCE_NANOS));
		while (true) {
			requireOpen(attempt.key());
			PooledSession session = choice.get().orElse(null);
			if (session != null) {
				return session;
			}
			awaitRoom(attempt.key(), this.sessions.isAttempting() ? patience : deadline, caller);
		}
	}

	private void awaitRoom(LockKey key, Deadline deadline, Caller caller) throws InterruptedException {
		if (deadline.hasPassed()) {
			throw full(key);
		}
		this.owners.enter(Thread.currentThread());
		if (this.owners.isStandstill(this.sessions.all())) {
			throw this.failures.standstill(key, this.settings);
		}
		caller.await(this.room, deadline.remainingNanos());
	}

	private void requireOpen(LockKey key) {
		if (this.closed) {
			throw this.failures.closed(key);
		}
	}

	private LockBackendException full(LockKey key) {
		return this.sessions.isFull() ? this.failures.full(key, this.limits)
				: this.failures.full(key, this.settings, this.limits);
	}

	private static PooledSession begun(PooledSession session, Kind kind) {
		session.use().begin(kind);
		return session;
	}

	private <T> T locked(Supplier<T> action) {
		this.lock.lock();
		try {
			return action.get();
		}
		finally {
			this.lock.unlock();
		}
	}

}
