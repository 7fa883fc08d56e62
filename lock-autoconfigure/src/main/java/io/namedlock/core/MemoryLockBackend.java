package io.namedlock.core;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import io.namedlock.LockMode;
import io.namedlock.LockStatus;

/**
 * Locks within one JVM only, for an application's own tests: it grants whatever it is
 * asked for, since the registry above it lets one owner of a key through at a time.
 *
 * @since 0.1
 */
public final class MemoryLockBackend implements LockBackend {

	private final ConcurrentMap<LockKey, MemoryGrant> grants = new ConcurrentHashMap<>();

	private final ConcurrentMap<LockKey, Long> fencingTokens = new ConcurrentHashMap<>();

	@Override
	public LockGrant acquire(LockAttempt attempt) {
		MemoryGrant grant = new MemoryGrant(attempt.key());
		this.grants.put(attempt.key(), grant);
		return grant;
	}

	@Override
	public boolean supports(LockMode mode) {
		return mode == LockMode.EXCLUSIVE;
	}

	@Override
	public LockStatus status(LockKey key) {
		return this.grants.containsKey(key) ? LockStatus.held(key.name(), "this JVM") : LockStatus.free(key.name());
	}

	@Override
	public long drawFencingToken(LockKey key) {
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
			return MemoryLockBackend.this.grants.get(this.key) == this;
		}

		@Override
		public void verify() {
			// a grant in memory cannot be lost
		}

		@Override
		public void release() {
			MemoryLockBackend.this.grants.remove(this.key, this);
		}

		@Override
		public void onLost(Runnable action) {
			// a grant in memory cannot be lost
		}

	}

}
