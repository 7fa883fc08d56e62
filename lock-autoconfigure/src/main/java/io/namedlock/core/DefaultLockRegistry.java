package io.namedlock.core;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Lock;

import io.namedlock.LockDeadlockException;
import io.namedlock.LockHandle;
import io.namedlock.LockListener;
import io.namedlock.LockMode;
import io.namedlock.LockOverview;
import io.namedlock.LockRegistry;
import io.namedlock.LockRequest;
import io.namedlock.LockStatus;

/**
 * The registry: lines up the owners of this JVM for each key and lets one of them at a
 * time ask the {@link LockBackend}. Safe for use by several threads.
 *
 * @since 0.1
 */
public final class DefaultLockRegistry implements LockRegistry, AutoCloseable {

	private final LockBackend backend;

	private final Gates gates;

	/**
	 * Creates a registry.
	 * @param backend what grants the locks; closed with the registry
	 * @param settings how the registry works
	 */
	public DefaultLockRegistry(LockBackend backend, LockRegistrySettings settings) {
		this.backend = backend;
		this.gates = new Gates(backend, settings);
		backend.listen(this.gates.events());
	}

	@Override
	public Lock obtain(String name) {
		return new RegistryLock(this.gates, LockRequest.of(name));
	}

	@Override
	public LockHandle acquire(LockRequest request) {
		Acquisition acquisition = Acquisition.of(request, this.gates);
		LockHandle handle = acquisition.run();
		if (handle == null) {
			throw acquisition.notAcquired();
		}
		return handle;
	}

	@Override
	public Optional<LockHandle> tryAcquire(LockRequest request) {
		try {
			return Optional.ofNullable(Acquisition.of(request, this.gates).run());
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
		LockStatus status = this.backend.status(key(name));
		return new LockStatus(name, status.state(), status.heldBy());
	}

	@Override
	public LockOverview overview(boolean stacks) {
		OverviewParts parts = new OverviewParts();
		this.gates.show(parts);
		return new LockOverview(this.backend.description(), this.backend.checked(), this.backend.sessions(),
				parts.held(stacks), parts.waiting(stacks));
	}

	/**
	 * Tells a listener from now on what happens to locks. Until there is one, that costs
	 * nothing.
	 * @param listener who is told
	 */
	public void addListener(LockListener listener) {
		this.gates.events().add(listener);
	}

	/**
	 * Refuses requests from now on, except those of threads that hold the lock already.
	 */
	public void stopAdmitting() {
		this.gates.stopAdmitting();
	}

	/**
	 * Waits until no lock is held and nobody is on the way to one. Locks that are only
	 * {@linkplain LockRequest#heldAtLeast kept} do not count. To be called after
	 * {@link #stopAdmitting()}.
	 * @param timeout the longest wait
	 * @return {@code false} if it is over
	 * @throws InterruptedException if the thread is interrupted
	 */
	public boolean awaitIdle(Duration timeout) throws InterruptedException {
		return this.gates.awaitIdle(Deadline.after(timeout));
	}

	/**
	 * Refuses requests from now on, sends waiters away, tells the owners of what is still
	 * held that it is lost, and closes the backend, which releases it. What is held is
	 * reported in the log, with the stacks of the threads that hold it.
	 */
	@Override
	public void close() {
		this.gates.close();
		this.backend.close();
	}

	/**
	 * How many keys are in use, for tests.
	 */
	int gateCount() {
		return this.gates.size();
	}

	private LockKey key(String name) {
		return this.gates.settings().keys(LockRequest.of(name)).get(0);
	}

}
