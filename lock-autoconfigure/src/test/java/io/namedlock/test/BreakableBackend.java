package io.namedlock.test;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import io.namedlock.LockBackendException;
import io.namedlock.LockLostException;
import io.namedlock.LockMode;
import io.namedlock.LockStatus;
import io.namedlock.core.Deadline;
import io.namedlock.core.LockAttempt;
import io.namedlock.core.LockBackend;
import io.namedlock.core.LockGrant;
import io.namedlock.core.LockKey;
import io.namedlock.core.MemoryLockBackend;

/**
 * Locks in memory that can be lost, and whose release can fail.
 */
public final class BreakableBackend implements LockBackend {

	private final MemoryLockBackend memory = new MemoryLockBackend();

	private final boolean sharing;

	private final List<BreakableGrant> grants = new CopyOnWriteArrayList<>();

	private final AtomicInteger verifications = new AtomicInteger();

	private volatile boolean failingReleases;

	private volatile boolean failingAcquisitions;

	public BreakableBackend(boolean sharing) {
		this.sharing = sharing;
	}

	public void loseAll() {
		this.grants.forEach(BreakableGrant::lose);
	}

	/**
	 * Loses what is held as a server does that ends a session: only a question tells.
	 */
	public void loseAllUnnoticed() {
		this.grants.forEach((grant) -> grant.gone = true);
	}

	public int verifications() {
		return this.verifications.get();
	}

	public void failReleases() {
		this.failingReleases = true;
	}

	public void failAcquisitions() {
		this.failingAcquisitions = true;
	}

	@Override
	public LockGrant acquire(LockAttempt attempt) {
		if (this.failingAcquisitions) {
			throw new LockBackendException(attempt.key().name(), "Acquisition failed in a test", null);
		}
		BreakableGrant grant = new BreakableGrant(attempt.key(), this.memory.acquire(attempt));
		this.grants.add(grant);
		return grant;
	}

	@Override
	public boolean supports(LockMode mode) {
		return mode == LockMode.EXCLUSIVE || this.sharing;
	}

	@Override
	public LockStatus status(LockKey key) {
		return this.memory.status(key);
	}

	@Override
	public long drawFencingToken(LockKey key, Deadline deadline) {
		return this.memory.drawFencingToken(key, deadline);
	}

	@Override
	public String description() {
		return "breakable memory";
	}

	@Override
	public void close() {
		this.memory.close();
	}

	private final class BreakableGrant implements LockGrant {

		private final LockKey key;

		private final LockGrant granted;

		private final List<Runnable> onLost = new CopyOnWriteArrayList<>();

		private volatile boolean lost;

		private volatile boolean gone;

		BreakableGrant(LockKey key, LockGrant granted) {
			this.key = key;
			this.granted = granted;
		}

		void lose() {
			this.lost = true;
			this.onLost.forEach(Runnable::run);
		}

		@Override
		public boolean isHeld() {
			return !this.lost && this.granted.isHeld();
		}

		@Override
		public void verify() {
			BreakableBackend.this.verifications.incrementAndGet();
			requireStanding();
		}

		private void requireStanding() {
			if (this.lost || this.gone) {
				lose();
				throw new LockLostException(this.key.name(), "Lock '%s' was lost in a test".formatted(this.key));
			}
		}

		@Override
		public void release() {
			BreakableBackend.this.grants.remove(this);
			this.granted.release();
			if (BreakableBackend.this.failingReleases) {
				throw new LockBackendException(this.key.name(), "Release failed in a test", null);
			}
			requireStanding();
		}

		@Override
		public void onLost(Runnable action) {
			this.onLost.add(action);
		}

	}

}
