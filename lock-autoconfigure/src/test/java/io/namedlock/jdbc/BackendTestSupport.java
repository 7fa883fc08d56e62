package io.namedlock.jdbc;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import io.namedlock.LockMode;
import io.namedlock.core.Deadline;
import io.namedlock.core.LockAttempt;
import io.namedlock.core.LockGrant;
import io.namedlock.core.LockKey;
import io.namedlock.test.DriverManagerSource;
import io.namedlock.test.TestDatabase;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Two nodes on a database, the first of which counts its connections.
 */
@ParameterizedClass
@MethodSource("io.namedlock.test.TestDatabase#allAndOneLockSessions")
@Timeout(60)
abstract class BackendTestSupport {

	static final LockSessionSettings SETTINGS = new LockSessionSettings(4, 8, Duration.ofSeconds(1),
			Duration.ofSeconds(3));

	private static final AtomicInteger NAMES = new AtomicInteger();

	@Parameter
	@SuppressWarnings("NullAway.Init")
	TestDatabase database;

	@SuppressWarnings("NullAway.Init")
	DriverManagerSource source;

	@SuppressWarnings("NullAway.Init")
	JdbcLockBackend backend;

	@SuppressWarnings("NullAway.Init")
	JdbcLockBackend otherNode;

	final LockKey key = LockKey.of("backend-tests:" + NAMES.incrementAndGet());

	@BeforeEach
	void connect() {
		this.source = new DriverManagerSource(this.database);
		this.backend = JdbcLockBackend.connect(this.source, SETTINGS);
		this.otherNode = JdbcLockBackend.connect(new DriverManagerSource(this.database), SETTINGS);
	}

	@AfterEach
	void close() {
		this.backend.close();
		this.otherNode.close();
	}

	final void assumeManyLocksASession() {
		assumeThat(this.database.name()).as("a database whose sessions hold many locks")
			.isNotEqualTo(TestDatabase.mySqlBefore57().name());
	}

	final long holder() {
		Long holder = this.database.holderOf(this.key.value());
		assertThat(holder).isNotNull();
		return holder;
	}

	final void awaitWaiter() {
		Awaitility.await().until(() -> this.database.waitersFor(this.key.value()) == 1);
	}

	final CompletableFuture<LockGrant> acquireAsync(Duration wait) {
		return acquireAsync(this.key, wait);
	}

	final CompletableFuture<LockGrant> acquireAsync(LockKey key, Duration wait) {
		CompletableFuture<LockGrant> result = new CompletableFuture<>();
		new Thread(() -> {
			try {
				result.complete(acquire(this.backend, key, wait));
			}
			catch (Throwable ex) {
				result.completeExceptionally(ex);
			}
		}).start();
		return result;
	}

	final LockGrant acquire(JdbcLockBackend backend, int waitSeconds) throws InterruptedException {
		return acquire(backend, this.key, Duration.ofSeconds(waitSeconds));
	}

	static LockGrant acquire(JdbcLockBackend backend, LockKey key, Duration wait) throws InterruptedException {
		LockGrant grant = backend.acquire(attempt(key, wait, true));
		assertThat(grant).isNotNull();
		return grant;
	}

	final @Nullable LockGrant tryAcquire(JdbcLockBackend backend) throws InterruptedException {
		return backend.acquire(attempt(this.key, Duration.ZERO, true));
	}

	static LockAttempt attempt(LockKey key, Duration wait, boolean interruptible) {
		return new LockAttempt(key, LockMode.EXCLUSIVE, Deadline.after(wait), interruptible);
	}

}
