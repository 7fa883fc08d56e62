package io.namedlock.core;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A database in memory that several nodes share, first come first served. Like a real one
 * it would let a node in twice that asks twice, so it counts how often that happened.
 */
final class FakeDatabase {

	private final List<FakeGrant> held = new ArrayList<>();

	private final List<FakeGrant> line = new ArrayList<>();

	private final Map<LockKey, Long> tokens = new HashMap<>();

	private int trespasses;

	synchronized boolean take(FakeGrant grant, LockAttempt attempt) throws InterruptedException {
		boolean interrupted = false;
		this.line.add(grant);
		notifyAll();
		try {
			while (!isFreeFor(grant) && !attempt.deadline().hasPassed() && grant.backend().isOpen()) {
				interrupted |= pause(attempt);
			}
			return isFreeFor(grant) && grant.backend().isOpen() && hold(grant);
		}
		finally {
			this.line.remove(grant);
			notifyAll();
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

	synchronized boolean give(FakeGrant grant) {
		notifyAll();
		return this.held.remove(grant);
	}

	/**
	 * Takes a grant back and gives another one, unless somebody else waits for it.
	 */
	synchronized boolean exchange(FakeGrant former, FakeGrant anew) {
		give(former);
		return isFreeFor(anew) && hold(anew);
	}

	synchronized void giveAll(FakeBackend backend) {
		this.held.removeIf((grant) -> grant.backend() == backend);
		notifyAll();
	}

	synchronized boolean isHeld(FakeGrant grant) {
		return this.held.contains(grant);
	}

	synchronized boolean isHeld(LockKey key) {
		return this.held.stream().anyMatch((grant) -> grant.key().equals(key));
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

	synchronized void awaitLine(int length) throws InterruptedException {
		while (this.line.size() != length) {
			wait();
		}
	}

	private boolean hold(FakeGrant grant) {
		this.trespasses += this.held.stream().anyMatch(grant::excludes) ? 1 : 0;
		return this.held.add(grant);
	}

	private boolean isFreeFor(FakeGrant grant) {
		int place = this.line.indexOf(grant);
		List<FakeGrant> ahead = (place < 0) ? this.line : this.line.subList(0, place);
		return this.held.stream().noneMatch((other) -> isInTheWay(other, grant))
				&& ahead.stream().noneMatch((other) -> isInTheWay(other, grant));
	}

	private static boolean isInTheWay(FakeGrant other, FakeGrant grant) {
		return other.backend() != grant.backend() && grant.excludes(other);
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
