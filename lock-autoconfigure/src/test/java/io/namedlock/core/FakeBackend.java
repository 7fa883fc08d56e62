package io.namedlock.core;

import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import io.namedlock.LockBackendException;
import io.namedlock.LockMode;
import io.namedlock.LockStatus;

/**
 * A node of a {@link FakeDatabase}, which notes what it is asked, and fails on demand.
 */
final class FakeBackend implements LockBackend {

	private final FakeDatabase database;

	private final List<LockAttempt> attempts = new CopyOnWriteArrayList<>();

	private final List<FakeGrant> grants = new CopyOnWriteArrayList<>();

	private final Queue<Optional<RuntimeException>> acquireFailures = new ConcurrentLinkedQueue<>();

	private final Queue<RuntimeException> releaseFailures = new ConcurrentLinkedQueue<>();

	private final AtomicInteger releases = new AtomicInteger();

	private final AtomicInteger verifies = new AtomicInteger();

	private volatile Function<LockKey, Object> lines = (key) -> key;

	private volatile boolean open = true;

	FakeBackend() {
		this(new FakeDatabase());
	}

	FakeBackend(FakeDatabase database) {
		this.database = database;
	}

	FakeDatabase database() {
		return this.database;
	}

	void compareBy(Function<LockKey, Object> lines) {
		this.lines = lines;
	}

	void failToAcquire(RuntimeException failure) {
		failToAcquireAfter(0, failure);
	}

	void failToAcquireAfter(int successes, RuntimeException failure) {
		for (int i = 0; i < successes; i++) {
			this.acquireFailures.add(Optional.empty());
		}
		this.acquireFailures.add(Optional.of(failure));
	}

	void failToRelease(RuntimeException failure) {
		this.releaseFailures.add(failure);
	}

	List<LockAttempt> attempts() {
		return this.attempts;
	}

	int releases() {
		return this.releases.get();
	}

	int verifies() {
		return this.verifies.get();
	}

	FakeGrant lastGrant() {
		return this.grants.get(this.grants.size() - 1);
	}

	boolean isOpen() {
		return this.open;
	}

	void noteVerify() {
		this.verifies.incrementAndGet();
	}

	void noteRelease() {
		this.releases.incrementAndGet();
		failWith(this.releaseFailures.poll());
	}

	@Override
	public LockGrant acquire(LockAttempt attempt) throws InterruptedException {
		this.attempts.add(attempt);
		Optional<RuntimeException> failure = this.acquireFailures.poll();
		failWith((failure != null) ? failure.orElse(null) : null);
		FakeGrant grant = new FakeGrant(this.database, this, attempt.key());
		boolean granted = this.database.take(grant, attempt);
		if (!this.open) {
			throw new LockBackendException(attempt.key().name(), "The node was closed", null);
		}
		this.grants.add(grant);
		return granted ? grant : null;
	}

	@Override
	public Object line(LockKey key) {
		return this.lines.apply(key);
	}

	@Override
	public boolean supports(LockMode mode) {
		return true;
	}

	@Override
	public LockStatus status(LockKey key) {
		return this.database.isHeld(key) ? LockStatus.held(key.name(), "somebody") : LockStatus.free(key.name());
	}

	@Override
	public long drawFencingToken(LockKey key) {
		return this.database.nextToken(key);
	}

	@Override
	public String description() {
		return "a fake";
	}

	@Override
	public void close() {
		this.open = false;
		this.database.giveAll(this);
	}

	private static void failWith(RuntimeException failure) {
		if (failure != null) {
			throw failure;
		}
	}

}
