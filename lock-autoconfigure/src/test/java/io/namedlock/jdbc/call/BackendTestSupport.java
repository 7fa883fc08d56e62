package io.namedlock.jdbc.call;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import io.namedlock.core.LockGrant;
import io.namedlock.core.LockKey;
import io.namedlock.jdbc.LockSessionSettings;
import io.namedlock.test.DriverManagerSource;
import io.namedlock.test.TestDatabase;
import io.namedlock.test.TestSettings;
import io.namedlock.test.TwoNodesTestSupport;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Two nodes on each database, the first of which counts its connections, and a lock.
 */
@ParameterizedClass
@MethodSource("io.namedlock.test.TestDatabase#allAndOneLockSessions")
abstract class BackendTestSupport extends TwoNodesTestSupport {

	static final LockSessionSettings SETTINGS = TestSettings.impatientSessions(4, 8);

	private static final AtomicInteger NAMES = new AtomicInteger();

	@SuppressWarnings("NullAway.Init")
	DriverManagerSource source;

	final LockKey key = LockKey.of("backend-tests:" + NAMES.incrementAndGet());

	@BeforeEach
	void connect() {
		this.source = new DriverManagerSource(this.database);
		connect(this.source, SETTINGS);
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

	final @Nullable LockGrant tryAcquire(JdbcLockBackend backend) throws InterruptedException {
		return tryAcquire(backend, this.key);
	}

}
