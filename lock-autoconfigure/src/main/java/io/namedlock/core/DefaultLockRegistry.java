package io.namedlock.core;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.Lock;

import io.namedlock.LockDeadlockException;
import io.namedlock.LockHandle;
import io.namedlock.LockListener;
import io.namedlock.LockMode;
import io.namedlock.LockNotAcquiredException;
import io.namedlock.LockOverview;
import io.namedlock.LockRegistry;
import io.namedlock.LockRequest;
import io.namedlock.LockStatus;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The registry: a {@link Gate} for each {@linkplain LockBackend#line line} in use, at
 * which the owners of this JVM line up and one of them at a time asks the
 * {@link LockBackend}. Safe for use by several threads.
 */
public final class DefaultLockRegistry implements LockRegistry, AutoCloseable {

	private static final Log logger = LogFactory.getLog(DefaultLockRegistry.class);

	private final ConcurrentMap<LineKey, Gate> gates = new ConcurrentHashMap<>();

	private final Object idle = new Object();

	/**
	 * Releases the locks that are kept longer than their owners need them. What is still
	 * kept at the end is released when the registry closes.
	 */
	private final DaemonTimer keptHolds = new DaemonTimer("named-lock-kept");

	private final WaitForGraph waitForGraph = new WaitForGraph();

	private final LockBackend backend;

	private final LockRegistrySettings settings;

	private final String namePrefix;

	private final Duration waitTime;

	private final LockEvents events;

	private volatile boolean admitting = true;

	private volatile boolean closed;

	/**
	 * Creates a registry.
	 * @param backend what grants the locks; closed with the registry
	 * @param settings how the registry works
	 */
	public DefaultLockRegistry(LockBackend backend, LockRegistrySettings settings) {
		this.backend = backend;
		this.settings = settings;
		this.namePrefix = settings.namePrefix();
		this.waitTime = settings.waitTime();
		this.events = new LockEvents(settings.leakDetectionThreshold());
		backend.listen(this.events);
	}

	@Override
	public Lock obtain(String name) {
		return new RegistryLock(this, LockRequest.of(name));
	}

	@Override
	public LockHandle acquire(LockRequest request) {
		Acquisition acquisition = Acquisition.of(request, this);
		LockHandle handle = acquisition.run();
		if (handle == null) {
			throw acquisition.notAcquired();
		}
		return handle;
	}

	@Override
	public Optional<LockHandle> tryAcquire(LockRequest request) {
		try {
			return Optional.ofNullable(Acquisition.of(request, this).run());
		}
		catch (LockDeadlockException ex) {
			return Optional.empty();
		}
	}

	@Override
	public boolean supports(LockMode mode) {
		return this.backend.supports(mode);
	}

	@Override
	public LockStatus status(String name) {
		LockStatus status = this.backend.status(keys(LockRequest.of(name)).get(0));
		return new LockStatus(name, status.state(), status.heldBy());
	}

	@Override
	public LockOverview overview(boolean stacks) {
		OverviewParts parts = new OverviewParts();
		this.gates.values().forEach((gate) -> gate.show(parts));
		return new LockOverview(this.backend.description(), List.copyOf(this.backend.checked()),
				List.copyOf(this.backend.sessions()), parts.held(stacks), parts.waiting(stacks));
	}

	/**
	 * Tells a listener from now on what happens to locks. Until there is one, that costs
	 * nothing.
	 */
	public void addListener(LockListener listener) {
		this.events.add(listener);
	}

	/**
	 * Refuses requests from now on, except those of threads that hold the lock already.
	 */
	public void stopAdmitting() {
		this.admitting = false;
	}

	/**
	 * Waits until no lock is held and nobody is on the way to one. Locks that are only
	 * {@linkplain LockRequest#heldAtLeast kept} do not count. To be called after
	 * {@link #stopAdmitting()}.
	 * @return {@code false} if it is over
	 * @throws InterruptedException if the thread is interrupted
	 */
	public boolean awaitIdle(Duration timeout) throws InterruptedException {
		Deadline deadline = Deadline.after(timeout);
		synchronized (this.idle) {
			while (isBusy() && !deadline.hasPassed()) {
				this.idle.wait(deadline.remainingNanos() / 1_000_000 + 1);
			}
		}
		return !isBusy();
	}

	/**
	 * Refuses requests from now on, sends waiters away, tells the owners of what is still
	 * held that it is lost, and closes the backend, which releases it. What is held is
	 * reported in the log, with the stacks of the threads that hold it.
	 */
	@Override
	public void close() {
		stopAdmitting();
		this.closed = true;
		HeldAtClose held = new HeldAtClose(this.gates.values().stream());
		if (!held.isNothing()) {
			logger.warn(held.describe());
		}
		this.gates.values().forEach(Gate::abandon);
		this.keptHolds.close();
		this.events.close();
		this.backend.close();
	}

	LockBackend backend() {
		return this.backend;
	}

	LockRegistrySettings settings() {
		return this.settings;
	}

	LockEvents events() {
		return this.events;
	}

	WaitForGraph waitForGraph() {
		return this.waitForGraph;
	}

	/**
	 * How long a request waits that does not say so itself.
	 */
	Duration waitTime() {
		return this.waitTime;
	}

	/**
	 * The keys of a request's names, in the order in which they are taken everywhere.
	 * Several names of one key count once.
	 */
	List<LockKey> keys(LockRequest request) {
		return request.names().stream().map((name) -> LockKey.of(this.namePrefix, name)).distinct().sorted().toList();
	}

	/**
	 * The current thread as an owner of a lock.
	 * @return the owner, or {@code null} if the thread is a stranger to the lock
	 */
	@Nullable Owner ownerOf(LockKey key) {
		Gate gate = this.gates.get(this.backend.line(key));
		return (gate != null) ? gate.ownerOf(Thread.currentThread()) : null;
	}

	/**
	 * What is thrown when a deadline has passed.
	 */
	LockNotAcquiredException notAcquired(String name, LockKey key, Deadline deadline) {
		Gate gate = this.gates.get(this.backend.line(key));
		String holder = (gate != null) ? gate.describe() : Gate.HELD_ELSEWHERE;
		return Failures.notAcquired(name, deadline, "%s (%s)".formatted(holder, this.backend.description()));
	}

	/**
	 * Lets a waiter in at its gate.
	 */
	void join(Waiter waiter) {
		LockKey key = waiter.attempt().key();
		if (!this.admitting && ownerOf(key) == null) {
			throw Failures.closed(waiter);
		}
		boolean joined = false;
		while (!joined) {
			joined = gate(key).join(waiter);
		}
	}

	/**
	 * Takes the turn at a gate that nobody uses.
	 * @return {@code false} if somebody does
	 */
	boolean takeFreeTurn(Waiter waiter) {
		return this.admitting && gate(waiter.attempt().key()).takeFreeTurn(waiter);
	}

	private Gate gate(LockKey key) {
		LineKey line = this.backend.line(key);
		return this.gates.computeIfAbsent(line, (unused) -> new Gate(line, key, this));
	}

	void remove(Gate gate) {
		this.gates.remove(gate.line(), gate);
		signalIdle();
	}

	void keep(Runnable release, long nanos) {
		this.keptHolds.later(release, nanos);
		signalIdle();
	}

	boolean isClosed() {
		return this.closed;
	}

	/**
	 * How many keys are in use, for tests.
	 */
	int gateCount() {
		return this.gates.size();
	}

	private boolean isBusy() {
		return this.gates.values().stream().anyMatch(Gate::isBusy);
	}

	private void signalIdle() {
		if (!this.admitting) {
			synchronized (this.idle) {
				this.idle.notifyAll();
			}
		}
	}

}
