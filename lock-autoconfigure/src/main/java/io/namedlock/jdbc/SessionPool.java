package io.namedlock.jdbc;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

import io.namedlock.core.LockKey;
import org.jspecify.annotations.Nullable;

/**
 * All lock sessions of a backend. A session is shared by many owners for calls that do
 * not wait, or lent to one wait. A lock cannot move, so a lent session that was granted
 * its lock is a shared one from then on.
 */
final class SessionPool {

	/**
	 * More locks make a session slower.
	 */
	static final int PREFERRED_LOCKS = 1_000;

	private static final int MAX_LOCKS = 5_000;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition freed = this.lock.newCondition();

	private final Map<PooledSession, SessionUse> sessions = new LinkedHashMap<>();

	private final LockSessionSettings settings;

	private final Function<SessionPool, PooledSession> opener;

	private final LockFailures failures;

	private boolean closed;

	SessionPool(LockSessionSettings settings, Function<SessionPool, PooledSession> opener, LockFailures failures) {
		this.settings = settings;
		this.opener = opener;
		this.failures = failures;
	}

	/**
	 * A shared session, for one call until it is {@linkplain #done done}: the first that
	 * has room, else a new one, else the one with the most room.
	 */
	PooledSession share(LockKey key, Predicate<PooledSession> suitable) {
		return locked(() -> {
			requireOpen(key);
			List<PooledSession> shared = shared(suitable);
			PooledSession session = shared.stream()
				.filter((each) -> use(each).users() < PREFERRED_LOCKS)
				.findFirst()
				.orElseGet(() -> newOrEmptiest(key, shared));
			use(session).share();
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
				PooledSession session = idleOrNew();
				long remaining = end - System.nanoTime();
				if (session != null || remaining <= 0) {
					return session;
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
		change(session, SessionUse::share);
	}

	/**
	 * Takes back what was shared or lent.
	 */
	void done(PooledSession session) {
		change(session, SessionUse::done);
	}

	void remove(PooledSession session) {
		change(session, (use) -> this.sessions.remove(session));
	}

	/**
	 * The sessions that do not wait.
	 */
	List<PooledSession> shared() {
		return locked(() -> shared((session) -> true));
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
		long idleNanos = this.settings.deadHolderTimeout().toNanos();
		List<PooledSession> idle = shared((session) -> true).stream()
			.skip(1)
			.filter((session) -> use(session).isIdleFor(idleNanos))
			.toList();
		idle.forEach((session) -> use(session).lend());
		return idle;
	}

	private List<PooledSession> takeAll() {
		this.closed = true;
		this.freed.signalAll();
		return List.copyOf(this.sessions.keySet());
	}

	private void requireOpen(LockKey key) {
		if (this.closed) {
			throw this.failures.closed(key);
		}
	}

	private List<PooledSession> shared(Predicate<PooledSession> suitable) {
		return this.sessions.keySet()
			.stream()
			.filter((session) -> !session.isEnded() && !use(session).isLent())
			.filter(suitable)
			.toList();
	}

	private PooledSession newOrEmptiest(LockKey key, List<PooledSession> shared) {
		if (this.sessions.size() < this.settings.max()) {
			return open();
		}
		return shared.stream()
			.min(Comparator.comparingInt((session) -> use(session).users()))
			.filter((session) -> use(session).users() < MAX_LOCKS)
			.orElseThrow(() -> this.failures.full(key, this.sessions.size()));
	}

	private @Nullable PooledSession idleOrNew() {
		if (this.sessions.values().stream().filter(SessionUse::isLent).count() >= this.settings.waiting()) {
			return null;
		}
		PooledSession session = idle();
		if (session == null && this.sessions.size() < this.settings.max()) {
			session = open();
		}
		if (session != null) {
			use(session).lend();
		}
		return session;
	}

	/**
	 * The first shared session stays where it is, for those who do not wait.
	 */
	private @Nullable PooledSession idle() {
		return shared(PooledSession::isOpen).stream()
			.skip(1)
			.filter((session) -> use(session).users() == 0)
			.findFirst()
			.orElse(null);
	}

	private PooledSession open() {
		PooledSession session = this.opener.apply(this);
		this.sessions.put(session, new SessionUse());
		return session;
	}

	private SessionUse use(PooledSession session) {
		return Objects.requireNonNull(this.sessions.get(session));
	}

	private void change(PooledSession session, Consumer<SessionUse> change) {
		locked(() -> {
			SessionUse use = this.sessions.get(session);
			if (use != null) {
				change.accept(use);
				this.freed.signal();
			}
			return use;
		});
	}

	private <T extends @Nullable Object> T locked(Supplier<T> action) {
		this.lock.lock();
		try {
			return action.get();
		}
		finally {
			this.lock.unlock();
		}
	}

}
