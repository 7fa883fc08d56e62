package io.namedlock.jdbc.call;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import io.namedlock.LockMode;
import io.namedlock.core.Deadline;
import io.namedlock.core.LockAttempt;
import io.namedlock.core.LockGrant;
import io.namedlock.core.LockKey;
import io.namedlock.jdbc.LockSessionSettings;
import io.namedlock.test.DriverManagerSource;
import io.namedlock.test.TcpRelay;
import io.namedlock.test.TestBackends;
import io.namedlock.test.TestDatabase;
import io.namedlock.test.TestSettings;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Waits at a PostgreSQL whose client is gone.
 */
@Timeout(120)
class PostgreSqlWaiterTests {

	private static final LockSessionSettings SETTINGS = TestSettings.sessions(4, 8, Duration.ofSeconds(1),
			Duration.ofSeconds(4));

	private static final AtomicInteger NAMES = new AtomicInteger();

	private final TestDatabase database = TestDatabase.postgreSql();

	private final LockKey key = LockKey.of("waiter-tests:" + NAMES.incrementAndGet());

	@SuppressWarnings("NullAway.Init")
	private TcpRelay relay;

	@SuppressWarnings("NullAway.Init")
	private JdbcLockBackend waiter;

	@SuppressWarnings("NullAway.Init")
	private JdbcLockBackend holder;

	@BeforeEach
	void connect() {
		this.relay = new TcpRelay(this.database.port());
		this.waiter = TestBackends.connect(new DriverManagerSource(this.database, this.relay.port()), SETTINGS);
		this.holder = TestBackends.connect(this.database, SETTINGS);
	}

	@AfterEach
	void close() {
		this.relay.close();
		this.waiter.close();
		this.holder.close();
	}

	@Test
	void clientThatIsGoneLeavesTheLine() throws Exception {
		LockGrant held = acquire(Duration.ZERO);
		waitFor(Duration.ofMillis(2500));
		awaitWaiter();
		long session = waitingSession();
		this.relay.reset();
		Awaitility.await().until(() -> !this.database.hasSession(session));
		held.verify();
	}

	@Test
	void lockThatASilentWaiterWasGrantedIsFreeAgain() throws Exception {
		LockGrant held = acquire(Duration.ZERO);
		waitFor(Duration.ofSeconds(30));
		awaitWaiter();
		long session = waitingSession();
		this.relay.pause();
		held.release();
		assertThat(this.database.holderOf(this.key.value())).isEqualTo(session);
		LockGrant next = acquire(Duration.ofSeconds(30));
		next.verify();
		assertThat(this.database.hasSession(session)).isFalse();
	}

	@Test
	void silentWaiterLeavesTheLine() throws Exception {
		LockGrant held = acquire(Duration.ZERO);
		waitFor(Duration.ofSeconds(30));
		awaitWaiter();
		this.relay.pause();
		Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> this.database.waitersFor(this.key.value()) == 0);
		held.release();
		assertThat(this.database.holderOf(this.key.value())).isNull();
	}

	private void awaitWaiter() {
		Awaitility.await().until(() -> this.database.waitersFor(this.key.value()) == 1);
	}

	private long waitingSession() {
		Long session = this.database.waiterFor(this.key.value());
		assertThat(session).isNotNull();
		return session;
	}

	private CompletableFuture<@Nullable LockGrant> waitFor(Duration wait) {
		CompletableFuture<@Nullable LockGrant> result = new CompletableFuture<>();
		new Thread(() -> {
			try {
				result.complete(this.waiter.acquire(attempt(wait)));
			}
			catch (Throwable ex) {
				result.completeExceptionally(ex);
			}
		}).start();
		return result;
	}

	private LockGrant acquire(Duration wait) throws InterruptedException {
		LockGrant grant = this.holder.acquire(attempt(wait));
		assertThat(grant).isNotNull();
		return grant;
	}

	private LockAttempt attempt(Duration wait) {
		return new LockAttempt(this.key, LockMode.EXCLUSIVE, Deadline.after(wait), true);
	}

}
