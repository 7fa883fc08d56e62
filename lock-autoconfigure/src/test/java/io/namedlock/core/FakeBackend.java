package io.namedlock.core;

import java.util.ArrayList;
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

	private final Queue<Optional<RuntimeException>> releaseFailures = new ConcurrentLinkedQueue<>();

	private final AtomicInteger releases = new AtomicInteger();

	private final AtomicInteger waits = new AtomicInteger();

	private final AtomicInteger exchanges = new AtomicInteger();

	private final AtomicInteger verifies = new AtomicInteger();

	private volatile Function<LockKey, Object> lines = (key) -> key;

	private final List<Integer> jointAttempts = new CopyOnWriteArrayList<>();

	private volatile Actor.Step inExchange = () -> {
	};

	private volatile Actor.Step inJointAttempt = () -> {
	};

	private final Queue<Actor.Step> beforeReleases = new ConcurrentLinkedQueue<>();

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
		addFailure(this.acquireFailures, successes, failure);
	}

	void failToRelease(RuntimeException failure) {
		failToReleaseAfter(0, failure);
	}

	void failToReleaseAfter(int successes, RuntimeException failure) {
		addFailure(this.releaseFailures, successes, failure);
	}

	boolean willFailToAcquire() {
		return !this.acquireFailures.isEmpty();
	}

	List<LockAttempt> attempts() {
		return this.attempts;
	}

	int releases() {
		return this.releases.get();
	}

	/**
	 * How often the backend was asked to wait without trying before.
	 */
	int waits() {
		return this.waits.get();
	}

	int exchanges() {
		return this.exchanges.get();
	}

	/**
	 * What happens before the database makes the next release.
	 */
	void beforeRelease(Actor.Step step) {
		this.beforeReleases.add(step);
	}

	/**
	 * What happens after the database has made an exchange, and before its answer is
	 * there.
	 */
	void inExchange(Actor.Step step) {
		this.inExchange = step;
	}

	/**
	 * How many locks each joint attempt was for.
	 */
	List<Integer> jointAttempts() {
		return this.jointAttempts;
	}

	/**
	 * What happens after the database has made a joint attempt, and before its answer is
	 * there.
	 */
	void inJointAttempt(Actor.Step step) {
		this.inJointAttempt = step;
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

	void noteReleaseBegun() {
		Actor.Step step = this.beforeReleases.poll();
		if (step != null) {
			run(step);
		}
	}

	void noteRelease() {
		this.releases.incrementAndGet();
		failWith(this.releaseFailures);
	}

	void noteExchange(LockAttempt next) {
		this.attempts.add(next);
		this.exchanges.incrementAndGet();
		run(this.inExchange);
		noteRelease();
	}

	FakeGrant granted(FakeGrant grant) {
		this.grants.add(grant);
		return grant;
	}

	@Override
	public LockGrant acquire(LockAttempt attempt) throws InterruptedException {
		this.attempts.add(attempt);
		failWith(this.acquireFailures);
		FakeGrant grant = new FakeGrant(this.database, this, attempt);
		boolean granted = this.database.take(grant, attempt);
		if (!this.open) {
			throw new LockBackendException(attempt.key().name(), "The node was closed", null);
		}
		return granted ? granted(grant) : null;
	}

	@Override
	public LockGrant await(LockAttempt attempt) throws InterruptedException {
		this.waits.incrementAndGet();
		return acquire(attempt);
	}

	@Override
	public List<LockGrant> tryAcquireAll(List<LockAttempt> attempts) throws InterruptedException {
		this.jointAttempts.add(attempts.size());
		List<LockGrant> granted = new ArrayList<>();
		try {
			for (LockAttempt attempt : attempts) {
				LockGrant grant = acquire(
						new LockAttempt(attempt.key(), attempt.mode(), Deadline.afterNanos(0), false));
				if (grant == null) {
					break;
				}
				granted.add(grant);
			}
			this.inJointAttempt.run();
		}
		catch (Exception ex) {
			granted.forEach(LockGrant::release);
			throw (ex instanceof RuntimeException failure) ? failure : new IllegalStateException(ex);
		}
		return granted;
	}

	@Override
	public LineKey line(LockKey key) {
		return new Compared(this.lines.apply(key));
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
	public long drawFencingToken(LockKey key, Deadline deadline) {
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

	private static void addFailure(Queue<Optional<RuntimeException>> failures, int successes,
			RuntimeException failure) {
		for (int i = 0; i < successes; i++) {
			failures.add(Optional.empty());
		}
		failures.add(Optional.of(failure));
	}

	private static void run(Actor.Step step) {
		try {
			step.run();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void failWith(Queue<Optional<RuntimeException>> failures) {
		Optional<RuntimeException> failure = failures.poll();
		if (failure != null && failure.isPresent()) {
			throw failure.get();
		}
	}

	private record Compared(Object value) implements LineKey {

	}

}
