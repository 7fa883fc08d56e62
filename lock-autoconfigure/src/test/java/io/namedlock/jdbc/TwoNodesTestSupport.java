package io.namedlock.jdbc;

import java.time.Duration;

import io.namedlock.LockMode;
import io.namedlock.core.Deadline;
import io.namedlock.core.LockAttempt;
import io.namedlock.core.LockGrant;
import io.namedlock.core.LockKey;
import io.namedlock.test.TestBackends;
import io.namedlock.test.TestDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two nodes on a database: one that is tested, and another one.
 */
@Timeout(60)
abstract class TwoNodesTestSupport {

	@Parameter
	@SuppressWarnings("NullAway.Init")
	TestDatabase database;

	@SuppressWarnings("NullAway.Init")
	JdbcLockBackend backend;

	@SuppressWarnings("NullAway.Init")
	JdbcLockBackend otherNode;

	/**
	 * Connects both nodes.
	 * @param source where the tested one has its connections from
	 */
	final void connect(LockConnectionSource source, LockSessionSettings settings) {
		this.backend = TestBackends.connect(source, settings);
		this.otherNode = TestBackends.connect(this.database, settings);
	}

	@AfterEach
	final void close() {
		this.backend.close();
		this.otherNode.close();
	}

	static LockGrant acquire(JdbcLockBackend node, LockKey key, Duration wait) throws InterruptedException {
		LockGrant grant = node.acquire(attempt(key, wait, true));
		assertThat(grant).isNotNull();
		return grant;
	}

	static LockGrant acquire(JdbcLockBackend node, LockKey key) throws InterruptedException {
		return acquire(node, key, Duration.ZERO);
	}

	static @Nullable LockGrant tryAcquire(JdbcLockBackend node, LockKey key) throws InterruptedException {
		return node.acquire(attempt(key, Duration.ZERO, true));
	}

	static LockAttempt attempt(LockKey key, Duration wait, boolean interruptible) {
		return new LockAttempt(key, LockMode.EXCLUSIVE, Deadline.after(wait), interruptible);
	}

}
