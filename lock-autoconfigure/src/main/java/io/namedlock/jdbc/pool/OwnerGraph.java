package io.namedlock.jdbc.pool;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

import io.namedlock.core.LockKey;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for whom among the owners of dedicated sessions, as far as this JVM knows.
 * Guarded by the pool's lock.
 */
final class OwnerGraph {

	private final Set<Thread> withoutSession = new HashSet<>();

	/**
	 * Notes that an owner waits for a session.
	 */
	void enter(Thread owner) {
		this.withoutSession.add(owner);
	}

	void leave(Thread owner) {
		this.withoutSession.remove(owner);
	}

	/**
	 * Whether no session can become free: each belongs to an owner who waits for one
	 * more, or for a lock of such an owner.
	 */
	boolean isStandstill(Collection<PooledSession> sessions) {
		Set<Thread> stuck = new HashSet<>(this.withoutSession);
		int before;
		do {
			before = stuck.size();
			for (PooledSession session : sessions) {
				Thread owner = session.owner();
				if (owner != null && isHeldByAny(stuck, session.wanted(), sessions)) {
					stuck.add(owner);
				}
			}
		}
		while (stuck.size() > before);
		return sessions.stream().allMatch((session) -> stuck.contains(session.owner()));
	}

	/**
	 * Whether the way from a lock to its holder, to what that one waits for and so on
	 * comes to an end in this JVM.
	 * @param asker who is about to wait for the lock
	 */
	static boolean isEnding(LockKey key, Thread asker, Collection<PooledSession> sessions) {
		LockKey wanted = key;
		for (int steps = 0; steps <= sessions.size(); steps++) {
			PooledSession holder = holder(wanted, sessions);
			if (holder == null || holder.owner() == asker) {
				return false;
			}
			wanted = holder.wanted();
			if (wanted == null) {
				return true;
			}
		}
		return false;
	}

	private static boolean isHeldByAny(Set<Thread> owners, @Nullable LockKey wanted,
			Collection<PooledSession> sessions) {
		PooledSession holder = (wanted != null) ? holder(wanted, sessions) : null;
		return holder != null && owners.contains(holder.owner());
	}

	private static @Nullable PooledSession holder(LockKey key, Collection<PooledSession> sessions) {
		return sessions.stream().filter((session) -> session.isHolding(key)).findFirst().orElse(null);
	}

}
