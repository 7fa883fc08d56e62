package io.namedlock.benchmarks.contender;

import java.time.Duration;

import io.namedlock.LockHandle;
import io.namedlock.LockRequest;
import io.namedlock.benchmarks.server.Database;
import io.namedlock.core.DefaultLockRegistry;
import io.namedlock.core.LockRegistrySettings;
import io.namedlock.jdbc.JdbcLockBackend;
import io.namedlock.jdbc.LockSessionSettings;

/**
 * This library with its defaults, except for the longest wait.
 */
final class SharedContender implements Contender {

	private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

	private final DefaultLockRegistry registry;

	SharedContender(String user, Database database) {
		JdbcLockBackend backend = JdbcLockBackend.connect(new DirectConnectionSource(user, database),
				LockSessionSettings.defaults());
		this.registry = new DefaultLockRegistry(backend, LockRegistrySettings.defaults());
	}

	@Override
	public HeldLock acquire(String name) {
		LockHandle handle = this.registry.acquire(LockRequest.of(name).waitingAtMost(LONGEST_WAIT));
		return handle::close;
	}

	@Override
	public void close() {
		this.registry.close();
	}

}
