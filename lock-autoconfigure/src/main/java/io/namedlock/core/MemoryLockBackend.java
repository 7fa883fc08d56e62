package io.namedlock.core;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import io.namedlock.LockMode;
import io.namedlock.LockStatus;
import org.jspecify.annotations.Nullable;

/**
 * Locks within one JVM only, for an application's own tests: it grants whatever it is
 * asked for, since the registry above it lets one owner of a key through at a time, or
 * several that share it.
 */
public final class MemoryLockBackend implements LockBackend {

	private final ConcurrentMap<LockKey, Set<MemoryGrant>> grants = new ConcurrentHashMap<>();

	private final ConcurrentMap<LockKey, Long> fencingTokens = new ConcurrentHashMap<>();

	@Override
	public LockGrant acquire(LockAttempt attempt) {
		MemoryGrant grant = new MemoryGrant(attempt.key());
		this.grants.merge(attempt.key(), Set.of(grant), MemoryLockBackend::union);
		return grant;
	}

	@Override
	public boolean supports(LockMode mode) {
		return true;
	}

	@Override
	public LockStatus status(LockKey key) {
		return this.grants.containsKey(key) ? LockStatus.held(key.name(), "this JVM") : LockStatus.free(key.name());
	}

	@Override
	public long drawFencingToken(LockKey key, Deadline deadline) {
		return this.fencingTokens.merge(key, 1L, Long::sum);
	}

	@Override
	public String description() {
		return "memory of this JVM";
	}

	@Override
	public void close() {
		this.grants.clear();
	}

	private static Set<MemoryGrant> union(Set<MemoryGrant> some, Set<MemoryGrant> others) {
		Set<MemoryGrant> all = new HashSet<>(some);
		all.addAll(others);
		return all;
	}

	/**
	 * A grant that nothing but its release can end.
	 */
	private final class MemoryGrant implements LockGrant {

		private final LockKey key;

		MemoryGrant(LockKey key) {
			this.key = key;
		}

		@Override
		public boolean isHeld() {
			return MemoryLockBackend.this.grants.getOrDefault(this.key, Set.of()).contains(this);
		}

		@Override
		public void verify() {
			// a grant in memory cannot be lost
		}

		@Override
		public void release() {
			MemoryLockBackend.this.grants.computeIfPresent(this.key, (unused, present) -> without(present));
		}

		private @Nullable Set<MemoryGrant> without(Set<MemoryGrant> present) {
			Set<MemoryGrant> rest = new HashSet<>(present);
			rest.remove(this);
			return rest.isEmpty() ? null : rest;
		}

		@Override
		public void onLost(Runnable action) {
			// a grant in memory cannot be lost
		}

	}

}
