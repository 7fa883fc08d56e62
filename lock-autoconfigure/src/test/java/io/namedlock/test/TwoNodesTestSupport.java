package io.namedlock.test;

import java.time.Duration;

import io.namedlock.LockMode;
import io.namedlock.core.Deadline;
import io.namedlock.core.LockAttempt;
import io.namedlock.core.LockGrant;
import io.namedlock.core.LockKey;
import io.namedlock.jdbc.LockConnectionSource;
import io.namedlock.jdbc.LockSessionSettings;
import io.namedlock.jdbc.call.JdbcLockBackend;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two nodes on a database: one that is tested, and another one.
 */
@Timeout(60)
public abstract class TwoNodesTestSupport {

	@Parameter
	@SuppressWarnings("NullAway.Init")
	public TestDatabase database;

	@SuppressWarnings("NullAway.Init")
	public JdbcLockBackend backend;

	@SuppressWarnings("NullAway.Init")
	public JdbcLockBackend otherNode;

	/**
	 * Connects both nodes.
	 * @param source where the tested one has its connections from
	 */
	public final void connect(LockConnectionSource source, LockSessionSettings settings) {
		this.backend = TestBackends.connect(source, settings);
		this.otherNode = TestBackends.connect(this.database, settings);
	}

	@AfterEach
	public final void close() {
		this.backend.close();
		this.otherNode.close();
	}

	public static LockGrant acquire(JdbcLockBackend node, LockKey key, Duration wait) throws InterruptedException {
		LockGrant grant = node.acquire(attempt(key, wait, true));
		assertThat(grant).isNotNull();
		return grant;
	}

	public static LockGrant acquire(JdbcLockBackend node, LockKey key) throws InterruptedException {
		return acquire(node, key, Duration.ZERO);
	}

	public static @Nullable LockGrant tryAcquire(JdbcLockBackend node, LockKey key) throws InterruptedException {
		return node.acquire(attempt(key, Duration.ZERO, true));
	}

	public static LockAttempt attempt(LockKey key, Duration wait, boolean interruptible) {
		return new LockAttempt(key, LockMode.EXCLUSIVE, Deadline.after(wait), interruptible);
	}

}
