package io.namedlock.core;

import java.util.HashMap;
import java.util.Map;

/**
 * A database in memory that several nodes share. Like a real one it would let a node in
 * twice that asks twice, so it counts how often that happened.
 */
final class FakeDatabase {

	private final Map<LockKey, FakeGrant> held = new HashMap<>();

	private final Map<LockKey, Long> tokens = new HashMap<>();

	private int trespasses;

	synchronized boolean take(FakeGrant grant, LockAttempt attempt) throws InterruptedException {
		boolean interrupted = false;
		while (isHeldByAnother(grant) && !attempt.deadline().hasPassed() && grant.backend().isOpen()) {
			interrupted |= pause(attempt);
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
		if (isHeldByAnother(grant) || !grant.backend().isOpen()) {
			return false;
		}
		this.trespasses += (this.held.put(grant.key(), grant) != null) ? 1 : 0;
		return true;
	}

	synchronized boolean give(FakeGrant grant) {
		notifyAll();
		return this.held.remove(grant.key(), grant);
	}

	synchronized void giveAll(FakeBackend backend) {
		this.held.values().removeIf((grant) -> grant.backend() == backend);
		notifyAll();
	}

	synchronized boolean isHeld(FakeGrant grant) {
		return this.held.get(grant.key()) == grant;
	}

	synchronized boolean isHeld(LockKey key) {
		return this.held.containsKey(key);
	}

	synchronized long nextToken(LockKey key) {
		return this.tokens.merge(key, 1L, Long::sum);
	}

	/**
	 * How often a node was let in to what it held already.
	 */
	synchronized int trespasses() {
		return this.trespasses;
	}

	private boolean isHeldByAnother(FakeGrant grant) {
		FakeGrant current = this.held.get(grant.key());
		return current != null && current.backend() != grant.backend();
	}

	private boolean pause(LockAttempt attempt) throws InterruptedException {
		try {
			wait(Math.min(attempt.deadline().remainingNanos() / 1_000_000 + 1, 60_000));
			return false;
		}
		catch (InterruptedException ex) {
			if (attempt.interruptible()) {
				throw ex;
			}
			return true;
		}
	}

}
