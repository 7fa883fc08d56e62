package io.namedlock.jdbc.call;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.namedlock.LockBackendException;
import io.namedlock.LockConfigurationException;
import io.namedlock.LockException;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@ParameterizedClass
@MethodSource("io.namedlock.test.TestDatabase#allAndOneLockSessions")
@Timeout(90)
class FaultyNetworkTests {

	private static final LockSessionSettings SETTINGS = TestSettings.sessions(4, 8, Duration.ofSeconds(1),
			Duration.ofSeconds(4));

	private static final AtomicInteger NAMES = new AtomicInteger();

	private final LockKey key = LockKey.of("network-tests:" + NAMES.incrementAndGet());

	@Parameter
	@SuppressWarnings("NullAway.Init")
	private TestDatabase database;

	@SuppressWarnings("NullAway.Init")
	private TcpRelay relay;

	@SuppressWarnings("NullAway.Init")
	private JdbcLockBackend backend;

	@BeforeEach
	void connect() {
		this.relay = new TcpRelay(this.database.port());
		this.backend = TestBackends.connect(new DriverManagerSource(this.database, this.relay.port()), SETTINGS);
	}

	@AfterEach
	void close() {
		this.relay.close();
		this.backend.close();
	}

	@Test
	void holderIsToldBeforeTheServerFreesALockOfASilentSession() throws Exception {
		LockGrant grant = acquire();
		CompletableFuture<Boolean> heldByServerWhenLost = new CompletableFuture<>();
		grant.onLost(() -> heldByServerWhenLost.complete(isHeldByServer()));
		this.relay.pause();
		assertThat(heldByServerWhenLost.get(20, TimeUnit.SECONDS)).isTrue();
		assertThat(grant.isHeld()).isFalse();
	}

	@Test
	void serverFreesTheLockOfASilentSession() throws Exception {
		acquire();
		this.relay.pause();
		Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> !isHeldByServer());
	}

	@Test
	void holderLearnsOfAReset() throws Exception {
		LockGrant grant = acquire();
		CountDownLatch lost = new CountDownLatch(1);
		grant.onLost(lost::countDown);
		this.relay.reset();
		assertThat(lost.await(10, TimeUnit.SECONDS)).isTrue();
		assertThat(grant.isHeld()).isFalse();
		Awaitility.await().until(() -> !isHeldByServer());
		assertThat(acquire().isHeld()).isTrue();
	}

	@Test
	void releaseIntoASilentNetworkEnds() throws Exception {
		LockGrant grant = acquire();
		this.relay.pause();
		assertThatExceptionOfType(LockException.class).isThrownBy(grant::release);
		assertThat(grant.isHeld()).isFalse();
	}

	@Test
	void waitInASilentNetworkEnds() throws Exception {
		try (JdbcLockBackend otherNode = TestBackends.connect(this.database, SETTINGS)) {
			otherNode.acquire(attempt(Duration.ZERO));
			CompletableFuture<Throwable> failure = new CompletableFuture<>();
			new Thread(() -> waitAndTell(failure)).start();
			Awaitility.await().until(() -> this.database.waitersFor(this.key.value()) == 1);
			this.relay.pause();
			assertThat(failure.get(30, TimeUnit.SECONDS)).isInstanceOf(LockBackendException.class)
				.hasMessageContaining(this.key.name())
				.hasMessageContaining("Check that the database is up");
		}
	}

	@Test
	void openingASessionEndsAtTheDeadline() throws Exception {
		this.relay.pause();
		assertThatExceptionOfType(LockBackendException.class)
			.isThrownBy(() -> this.backend.acquire(attempt(Duration.ofMillis(300))))
			.withMessageContaining(this.key.name())
			.withMessageContaining("Opening a connection takes too long");
	}

	@Test
	void databaseThatIsDownIsToldAtOnce() throws Exception {
		this.relay.close();
		Deadline clock = Deadline.never();
		assertThatExceptionOfType(LockBackendException.class)
			.isThrownBy(() -> this.backend.acquire(attempt(Duration.ofSeconds(60))))
			.satisfies(
					(ex) -> assertThat(ex.sqlState()).hasValueSatisfying((state) -> assertThat(state).startsWith("08")))
			.withMessageContaining(this.key.name())
			.withMessageContaining(" ms: " + this.backend.description().split(" ")[0]);
		assertThat(TimeUnit.NANOSECONDS.toSeconds(clock.elapsedNanos())).isLessThan(20);
	}

	@Test
	void connectingToADatabaseThatIsDownFails() {
		this.relay.close();
		DriverManagerSource source = new DriverManagerSource(this.database, this.relay.port());
		assertThatExceptionOfType(LockConfigurationException.class)
			.isThrownBy(() -> TestBackends.connect(source, SETTINGS))
			.withMessageContaining("cannot be reached")
			.withMessageContaining("named-lock.backend=memory");
		assertThat(source.isClosed()).isTrue();
	}

	private boolean isHeldByServer() {
		return this.database.holderOf(this.key.value()) != null;
	}

	private void waitAndTell(CompletableFuture<Throwable> failure) {
		try {
			this.backend.acquire(attempt(Duration.ofSeconds(8)));
			failure.complete(new IllegalStateException("no failure"));
		}
		catch (Throwable ex) {
			failure.complete(ex);
		}
	}

	private LockGrant acquire() throws InterruptedException {
		LockGrant grant = this.backend.acquire(attempt(Duration.ZERO));
		assertThat(grant).isNotNull();
		return grant;
	}

	private LockAttempt attempt(Duration wait) {
		return new LockAttempt(this.key, LockMode.EXCLUSIVE, Deadline.after(wait), true);
	}

}
