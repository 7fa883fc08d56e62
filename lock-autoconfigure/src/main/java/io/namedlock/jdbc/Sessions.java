package io.namedlock.jdbc;

import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.namedlock.core.Deadline;
import io.namedlock.core.LockKey;
import io.namedlock.jdbc.dialect.SessionLimits;

/**
 * The sessions of a pool, and which of them is the next to be used for what. Guarded by
 * the pool's lock.
 */
final class Sessions {

	/**
	 * A database that has no room for a connection is not asked for one by every waiter.
	 */
	private static final Duration PAUSE = Duration.ofSeconds(1);

	private final Set<PooledSession> sessions = new LinkedHashSet<>();

	private final SessionLimits limits;

	private final LockSessionSettings settings;

	private final Supplier<PooledSession> opener;

	private Deadline postponed = Deadline.afterNanos(0);

	Sessions(SessionLimits limits, LockSessionSettings settings, Supplier<PooledSession> opener) {
		this.limits = limits;
		this.settings = settings;
		this.opener = opener;
	}

	List<PooledSession> all() {
		return List.copyOf(this.sessions);
	}

	void remove(PooledSession session) {
		this.sessions.remove(session);
	}

	/**
	 * The sessions that do not wait.
	 */
	Stream<PooledSession> shared() {
		return this.sessions.stream().filter((session) -> !session.isEnded() && !session.use().isWaiting());
	}

	/**
	 * A suitable session for a question, which does no harm on any. But it would stand
	 * behind an owner who begins to wait.
	 */
	Optional<PooledSession> forQuestion(Predicate<PooledSession> suitable) {
		return shared().filter((session) -> session.use().owner() == null)
			.filter(suitable)
			.findFirst()
			.or(this::open)
			.or(() -> ownedBy(Thread.currentThread()).filter(suitable).findFirst());
	}

	/**
	 * A session for one lock more: the first that holds less than it prefers to, else a
	 * new one, else the one with the most room. Never one that holds the lock already:
	 * the server would let it in once more.
	 */
	Optional<PooledSession> forAttempt(LockKey key) {
		if (isFull()) {
			return Optional.empty();
		}
		return shared().filter((session) -> !session.isHolding(key) && places(session) < this.limits.preferred())
			.findFirst()
			.or(() -> isOpeningPostponed() ? emptiest(key) : Optional.empty())
			.or(this::open)
			.or(() -> emptiest(key));
	}

	/**
	 * A session for several locks more, none of which it holds, if there is one that
	 * prefers to hold so many.
	 */
	Optional<PooledSession> forAttempts(List<LockKey> keys) {
		int free = this.limits.preferred() - keys.size();
		if (free < 0 || places() + keys.size() > this.limits.perRegistry()) {
			return Optional.empty();
		}
		return shared().filter((session) -> keys.stream().noneMatch(session::isHolding) && places(session) <= free)
			.findFirst()
			.or(this::open);
	}

	/**
	 * A session for one lock more of an owner: the one that holds the owner's locks, else
	 * one without locks.
	 */
	Optional<PooledSession> forOwner(LockKey key, Thread owner) {
		if (isFull()) {
			return Optional.empty();
		}
		return ownedBy(owner).filter((session) -> !session.isHolding(key) && places(session) < this.limits.perSession())
			.findFirst()
			.or(() -> shared().filter((session) -> session.use().isIdle()).findFirst())
			.or(this::open);
	}

	/**
	 * A session without locks for a wait. The first shared session stays where it is, for
	 * those who do not wait.
	 */
	Optional<PooledSession> forWait() {
		if (isFull() || waiting() >= this.settings.waiting()) {
			return Optional.empty();
		}
		return shared().filter(PooledSession::isOpen)
			.skip(1)
			.filter((session) -> session.use().isIdle())
			.findFirst()
			.or(() -> isOpeningPostponed() ? Optional.empty() : open());
	}

	/**
	 * Opens no session for a moment, unless nothing can be done without one.
	 */
	void postponeOpening() {
		this.postponed = Deadline.after(PAUSE);
	}

	/**
	 * The sessions that were of no use for some time, but for the first.
	 */
	List<PooledSession> idleFor(long nanos) {
		return shared().skip(1).filter((session) -> session.use().isIdleFor(nanos)).toList();
	}

	/**
	 * Whether there are as many locks as the registry may hold.
	 */
	boolean isFull() {
		return places() >= this.limits.perRegistry();
	}

	/**
	 * Whether somebody tries for a lock and may leave its place in a moment.
	 */
	boolean isAttempting() {
		return this.sessions.stream().anyMatch((session) -> session.use().isAttempting());
	}

	private boolean isOpeningPostponed() {
		return !this.postponed.hasPassed();
	}

	private Stream<PooledSession> ownedBy(Thread owner) {
		return shared().filter((session) -> session.use().owner() == owner);
	}

	private Optional<PooledSession> open() {
		if (this.sessions.size() >= this.settings.max()) {
			return Optional.empty();
		}
		PooledSession session = this.opener.get();
		this.sessions.add(session);
		return Optional.of(session);
	}

	private Optional<PooledSession> emptiest(LockKey key) {
		return shared().filter((session) -> !session.isHolding(key) && places(session) < this.limits.perSession())
			.min(Comparator.comparingInt(Sessions::places));
	}

	private long waiting() {
		return this.sessions.stream().filter((session) -> session.use().isWaiting()).count();
	}

	private int places() {
		return this.sessions.stream().mapToInt(Sessions::places).sum();
	}

	private static int places(PooledSession session) {
		return session.use().places();
	}

}
