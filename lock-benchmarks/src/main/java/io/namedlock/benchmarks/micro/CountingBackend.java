package io.namedlock.benchmarks.micro;

import io.namedlock.LockMode;
import io.namedlock.LockStatus;
import io.namedlock.core.Deadline;
import io.namedlock.core.LockAttempt;
import io.namedlock.core.LockBackend;
import io.namedlock.core.LockGrant;
import io.namedlock.core.LockKey;
import io.namedlock.core.MemoryLockBackend;
import org.jspecify.annotations.Nullable;

/**
 * The memory backend, counting what it is asked for.
 */
final class CountingBackend implements LockBackend {

	private final MemoryLockBackend memory = new MemoryLockBackend();

	private final String watched;

	private long calls;

	CountingBackend(String watched) {
		this.watched = watched;
	}

	/**
	 * How often the watched lock was asked for.
	 */
	long calls() {
		return this.calls;
	}

	@Override
	public @Nullable LockGrant acquire(LockAttempt attempt) {
		if (attempt.key().name().equals(this.watched)) {
			this.calls++;
		}
		return this.memory.acquire(attempt);
	}

	@Override
	public boolean supports(LockMode mode) {
		return this.memory.supports(mode);
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
		return this.memory.description();
	}

	@Override
	public void close() {
		this.memory.close();
	}

}
