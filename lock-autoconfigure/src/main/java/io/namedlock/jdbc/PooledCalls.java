package io.namedlock.jdbc;

import java.sql.SQLException;
import java.util.List;

import io.namedlock.core.LockAttempt;
import io.namedlock.core.LockGrant;
import org.jspecify.annotations.Nullable;

/**
 * Takes free locks on sessions that all owners share, and waits for the others on
 * sessions that do nothing else meanwhile.
 */
final class PooledCalls implements LockCalls {

	private final SharedCalls shared;

	private final WaitingCalls waiting;

	PooledCalls(SharedCalls shared, WaitingCalls waiting) {
		this.shared = shared;
		this.waiting = waiting;
	}

	@Override
	public @Nullable LockGrant acquire(LockAttempt attempt, Caller caller) throws InterruptedException, SQLException {
		SessionGrant grant = this.shared.tryAcquire(attempt, caller);
		return (grant != null) ? grant : await(attempt, caller);
	}

	@Override
	public @Nullable LockGrant await(LockAttempt attempt, Caller caller) throws InterruptedException, SQLException {
		return this.waiting.await(attempt, caller);
	}

	@Override
	public @Nullable List<LockGrant> tryAcquireAll(List<LockAttempt> attempts, Caller caller)
			throws InterruptedException, SQLException {
		return this.shared.tryAcquireAll(attempts, caller);
	}

	@Override
	public Object line(Object compared) {
		return compared;
	}

}
