package io.namedlock.autoconfigure;

import java.time.Duration;

import io.namedlock.core.DefaultLockRegistry;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.env.Environment;

/**
 * Reports the registry when all beans are there, and ends it after everything else of the
 * application has stopped, and before the {@code DataSource} is closed: holders have the
 * shut-down time-out to finish.
 */
final class NamedLockLifecycle implements SmartLifecycle {

	private static final String TIMEOUT = "spring.lifecycle.timeout-per-shutdown-phase";

	private final DefaultLockRegistry registry;

	private final Duration timeout;

	private final LockStartUpReport report;

	private volatile boolean running;

	NamedLockLifecycle(DefaultLockRegistry registry, Environment environment, LockStartUpReport report) {
		this.report = report;
		this.registry = registry;
		this.timeout = Binder.get(environment).bind(TIMEOUT, Duration.class).orElse(Duration.ofSeconds(30));
	}

	@Override
	public void start() {
		this.running = true;
		this.report.log();
	}

	@Override
	public void stop() {
		this.running = false;
		this.registry.stopAdmitting();
		try {
			this.registry.awaitIdle(this.timeout);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		this.registry.close();
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public boolean isPauseable() {
		// A registry cannot be opened again, so a paused test context keeps it
		return false;
	}

	@Override
	public int getPhase() {
		return Integer.MIN_VALUE;
	}

}
