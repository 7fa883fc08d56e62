package io.namedlock.core;

import java.util.Deque;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.namedlock.LockRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/**
 * Creates the registries and threads of a test, and ends them.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class RegistryTestSupport implements RegistryFixture {

	private final Deque<AutoCloseable> opened = new ConcurrentLinkedDeque<>();

	private LockRegistry registry;

	/**
	 * Creates a node over the database that all nodes of a test share. A registry that is
	 * {@link AutoCloseable} is closed after the test.
	 * @param settings its settings
	 * @return a new registry
	 */
	protected abstract LockRegistry newRegistry(LockRegistrySettings settings);

	/**
	 * Creates the threads that tests run on.
	 * @return a factory of threads
	 */
	protected ThreadFactory threads() {
		return Executors.defaultThreadFactory();
	}

	/**
	 * Whether a thread stands in line behind another one of its registry.
	 * @param thread a thread of this JVM
	 * @return {@code true} if it waits, and not only for a short call
	 */
	protected boolean isInLine(Thread thread) {
		return LockSupport.getBlocker(thread) instanceof Waiter;
	}

	@AfterEach
	void closeWhatWasOpened() throws Exception {
		while (!this.opened.isEmpty()) {
			this.opened.pop().close();
		}
	}

	@Override
	public synchronized LockRegistry registry() {
		if (this.registry == null) {
			this.registry = registry(LockRegistrySettings.defaults());
		}
		return this.registry;
	}

	@Override
	public LockRegistry registry(LockRegistrySettings settings) {
		LockRegistry created = newRegistry(settings);
		this.opened.push(() -> close(created));
		return created;
	}

	@Override
	public void close(LockRegistry registry) throws Exception {
		if (registry instanceof AutoCloseable closeable) {
			closeable.close();
		}
	}

	@Override
	public Actor actor() {
		Actor actor = new Actor(threads(), this::isInLine);
		this.opened.push(actor);
		return actor;
	}

	@Override
	public String uniqueName() {
		return "t:" + UUID.randomUUID();
	}

}
