package io.namedlock.jdbc;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.namedlock.LockBackendException;
import io.namedlock.LockDeadlockException;
import io.namedlock.LockLostException;
import io.namedlock.LockMode;
import io.namedlock.LockStatus;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

@ParameterizedClass
@MethodSource("io.namedlock.test.TestDatabase#allAndOneLockSessions")
@Timeout(60)
class JdbcLockBackendTests {

	private static final LockSessionSettings SETTINGS = new LockSessionSettings(4, 8, Duration.ofSeconds(1),
			Duration.ofSeconds(3));

	private static final AtomicInteger NAMES = new AtomicInteger();

	@Parameter
	@SuppressWarnings("NullAway.Init")
	private TestDatabase database;

	@SuppressWarnings("NullAway.Init")
	private DriverManagerSource source;

	@SuppressWarnings("NullAway.Init")
	private JdbcLockBackend backend;

	@SuppressWarnings("NullAway.Init")
	private JdbcLockBackend otherNode;

	private final LockKey key = LockKey.of("backend-tests:" + NAMES.incrementAndGet());

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

	@Test
	void excludesAnotherNode() throws InterruptedException {
		LockGrant grant = acquire(this.backend, 0);
		assertThat(grant).isNotNull();
		assertThat(tryAcquire(this.otherNode)).isNull();
		grant.verify();
		grant.release();
		assertThat(grant.isHeld()).isFalse();
		assertThat(acquire(this.otherNode, 0).isHeld()).isTrue();
	}

	@Test
	void needsOneSessionForManyFreeLocks() throws InterruptedException {
		assumeManyLocksASession();
		List<LockGrant> grants = new ArrayList<>();
		for (int i = 0; i < 50; i++) {
			grants.add(acquire(this.backend, LockKey.of(this.key + ":" + i), Duration.ZERO));
		}
		assertThat(this.source.openConnections()).isEqualTo(1);
		grants.forEach(LockGrant::release);
		assertThat(this.database.holderOf(this.key + ":49")).isNull();
	}

	@Test
	void takesSeveralLocksUpToTheFirstThatIsNotFree() throws InterruptedException {
		assumeManyLocksASession();
		List<LockAttempt> attempts = Stream.of("one", "two", "three", "four")
			.map((name) -> attempt(LockKey.of(this.key + ":" + name), Duration.ZERO, true))
			.toList();
		assertThat(this.backend.tryAcquireAll(attempts)).hasSize(4).allSatisfy((grant) -> {
			grant.verify();
			grant.release();
		});
		acquire(this.otherNode, attempts.get(2).key(), Duration.ZERO);
		List<LockGrant> grants = this.backend.tryAcquireAll(attempts);
		assertThat(grants).hasSize(2).allSatisfy(LockGrant::verify);
		assertThat(this.database.holderOf(this.key + ":four")).isNull();
		assertThat(this.source.openConnections()).isEqualTo(1);
	}

	@Test
	void tellsThatNoSessionHasRoomForSoMany() throws InterruptedException {
		List<LockAttempt> attempts = IntStream.range(0, 20_000)
			.mapToObj((i) -> attempt(LockKey.of(this.key + ":" + i), Duration.ZERO, true))
			.toList();
		assertThat(this.backend.tryAcquireAll(attempts)).isNull();
	}

	@Test
	void waitsExactlyBelowASecond() throws InterruptedException {
		acquire(this.otherNode, 0);
		Deadline clock = Deadline.never();
		assertThat(this.backend.acquire(attempt(this.key, Duration.ofMillis(400), true))).isNull();
		assertThat(TimeUnit.NANOSECONDS.toMillis(clock.elapsedNanos())).isBetween(390L, 950L);
		assertThat(this.database.waitersFor(this.key.value())).isZero();
	}

	@Test
	void isWokenByTheReleaseOfAnotherNode() throws Exception {
		LockGrant held = acquire(this.otherNode, 0);
		CompletableFuture<LockGrant> waiting = acquireAsync(Duration.ofSeconds(30));
		awaitWaiter();
		held.release();
		LockGrant grant = waiting.get(10, TimeUnit.SECONDS);
		assertThat(grant.isHeld()).isTrue();
		assertThat(tryAcquire(this.otherNode)).isNull();
		grant.release();
		assertThat(this.database.holderOf(this.key.value())).isNull();
	}

	@Test
	void waitsLongerThanOnePiece() throws Exception {
		LockGrant held = acquire(this.otherNode, 0);
		CompletableFuture<LockGrant> waiting = acquireAsync(Duration.ofSeconds(30));
		Awaitility.await().pollDelay(Duration.ofMillis(3500)).until(() -> !waiting.isDone());
		held.release();
		LockGrant grant = waiting.get(10, TimeUnit.SECONDS);
		grant.verify();
		assertThat(grant.isHeld()).isTrue();
	}

	@Test
	void interruptLeavesNeitherLockNorWaiter() throws Exception {
		LockGrant held = acquire(this.otherNode, 0);
		CompletableFuture<Throwable> failure = new CompletableFuture<>();
		Thread waiter = waiter(failure);
		awaitWaiter();
		waiter.interrupt();
		assertThat(failure.get(10, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
		assertThat(this.database.waitersFor(this.key.value())).isZero();
		held.release();
		assertThat(this.database.holderOf(this.key.value())).isNull();
	}

	@Test
	void keepsTheInterruptOfAnUninterruptibleWait() throws Exception {
		LockGrant held = acquire(this.otherNode, 0);
		CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
		Thread waiter = new Thread(() -> {
			try {
				this.backend.acquire(attempt(this.key, Duration.ofSeconds(30), false));
				interrupted.complete(Thread.currentThread().isInterrupted());
			}
			catch (Throwable ex) {
				interrupted.completeExceptionally(ex);
			}
		});
		waiter.start();
		awaitWaiter();
		waiter.interrupt();
		held.release();
		assertThat(interrupted.get(10, TimeUnit.SECONDS)).isTrue();
		assertThat(this.database.holderOf(this.key.value())).isNotNull();
	}

	@Test
	void grantThatRacesTheInterruptIsReleased() throws Exception {
		for (int i = 0; i < 20; i++) {
			LockGrant held = acquire(this.otherNode, 0);
			CompletableFuture<Throwable> failure = new CompletableFuture<>();
			Thread waiter = waiter(failure);
			awaitWaiter();
			CompletableFuture<Void> release = CompletableFuture.runAsync(held::release);
			waiter.interrupt();
			release.get(10, TimeUnit.SECONDS);
			waiter.join(10_000);
			assertThat(failure).isDone();
			Awaitility.await().until(() -> this.database.holderOf(this.key.value()) == null);
		}
	}

	@Test
	void holderLearnsOfAKilledSession() throws Exception {
		LockGrant grant = acquire(this.backend, 0);
		CountDownLatch lost = new CountDownLatch(1);
		grant.onLost(lost::countDown);
		this.database.kill(holder());
		assertThat(lost.await(5, TimeUnit.SECONDS)).isTrue();
		assertThat(grant.isHeld()).isFalse();
		assertThatExceptionOfType(LockLostException.class).isThrownBy(grant::verify);
		assertThatExceptionOfType(LockLostException.class).isThrownBy(grant::release);
		CountDownLatch late = new CountDownLatch(1);
		grant.onLost(late::countDown);
		assertThat(late.await(5, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void verifyFindsAKilledSession() throws Exception {
		LockGrant grant = acquire(this.backend, 0);
		this.database.kill(holder());
		assertThatExceptionOfType(LockLostException.class).isThrownBy(grant::verify);
		assertThat(grant.isHeld()).isFalse();
	}

	@Test
	void attemptThatMeetsADeadSessionGetsAnotherOne() throws Exception {
		LockGrant grant = acquire(this.backend, 0);
		long session = holder();
		grant.release();
		this.database.kill(session);
		Awaitility.await().until(() -> !this.database.hasSession(session));
		assertThat(acquire(this.backend, 0).isHeld()).isTrue();
		assertThat(holder()).isNotEqualTo(session);
	}

	@Test
	void killedWaitIsBegunOnceMore() throws Exception {
		LockGrant held = acquire(this.otherNode, 0);
		CompletableFuture<LockGrant> waiting = acquireAsync(Duration.ofSeconds(30));
		awaitWaiter();
		this.database.kill(waiter());
		awaitWaiter();
		held.release();
		assertThat(waiting.get(10, TimeUnit.SECONDS).isHeld()).isTrue();
	}

	@Test
	void killedStatementOfAWaitIsNotTakenForALock() throws Exception {
		LockGrant held = acquire(this.otherNode, 0);
		CompletableFuture<LockGrant> waiting = acquireAsync(Duration.ofSeconds(30));
		awaitWaiter();
		this.database.killQuery(waiter());
		awaitWaiter();
		assertThat(waiting).isNotDone();
		held.release();
		assertThat(waiting.get(10, TimeUnit.SECONDS).isHeld()).isTrue();
	}

	@Test
	void deadlockThatTheServerSeesTwiceIsTold() throws Exception {
		assumeThat(this.database.name()).as("MariaDB may refuse another session of the chain").isEqualTo("MySQL");
		try (WaitingChain chain = new WaitingChain(this.database, this.key.value())) {
			LockKey last = LockKey.of(chain.refusedKey());
			assertThatExceptionOfType(LockDeadlockException.class)
				.isThrownBy(() -> this.backend.acquire(attempt(last, Duration.ofSeconds(30), true)))
				.withMessageContaining(last.name())
				.withCauseInstanceOf(SQLException.class);
		}
		assertThat(acquire(this.backend, 0).isHeld()).isTrue();
	}

	@Test
	void winsMoreContendedLocksThanSessionsWait() throws Exception {
		assumeManyLocksASession();
		List<LockGrant> won = new ArrayList<>();
		for (int i = 0; i < SETTINGS.waiting() + 6; i++) {
			LockKey each = LockKey.of(this.key + ":" + i);
			LockGrant held = acquire(this.otherNode, each, Duration.ZERO);
			CompletableFuture<LockGrant> waiting = acquireAsync(each, Duration.ofSeconds(30));
			held.release();
			won.add(waiting.get(10, TimeUnit.SECONDS));
		}
		assertThat(won).allMatch(LockGrant::isHeld);
		assertThat(this.source.openConnections()).isLessThanOrEqualTo(SETTINGS.max());
		won.forEach(LockGrant::release);
	}

	@Test
	void nobodyStarvesWhenManyWait() throws Exception {
		assumeManyLocksASession();
		List<LockGrant> held = new ArrayList<>();
		List<CompletableFuture<LockGrant>> waiting = new ArrayList<>();
		for (int i = 0; i < 200; i++) {
			LockKey each = LockKey.of(this.key + ":" + i);
			held.add(acquire(this.otherNode, each, Duration.ZERO));
			waiting.add(acquireAsync(each, Duration.ofSeconds(40)).thenApply((grant) -> {
				grant.release();
				return grant;
			}));
		}
		assertThat(waiting).noneMatch(CompletableFuture::isDone);
		held.forEach(LockGrant::release);
		CompletableFuture.allOf(waiting.toArray(CompletableFuture[]::new)).get(40, TimeUnit.SECONDS);
		assertThat(this.source.openConnections()).isLessThanOrEqualTo(SETTINGS.max());
	}

	@Test
	void idleWaitingSessionIsClosed() throws Exception {
		LockGrant held = acquire(this.otherNode, 0);
		CompletableFuture<LockGrant> waiting = acquireAsync(Duration.ofSeconds(30));
		awaitWaiter();
		held.release();
		waiting.get(10, TimeUnit.SECONDS).release();
		assertThat(this.source.openConnections()).isEqualTo(2);
		Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> this.source.openConnections() == 1);
	}

	@Test
	void tellsTheStateOfALock() throws Exception {
		assertThat(this.backend.status(this.key)).isEqualTo(LockStatus.free(this.key.name()));
		acquire(this.otherNode, 0);
		LockStatus status = this.backend.status(this.key);
		assertThat(status.isFree()).isFalse();
		assertThat(status.holder()).hasValue("connection " + holder());
	}

	@Test
	void describesItself() {
		assertThat(this.backend.supports(LockMode.EXCLUSIVE)).isTrue();
		assertThat(this.backend.description()).endsWith(", named locks");
	}

	@Test
	void drawsGrowingTokens() throws Exception {
		this.database.run("DROP TABLE IF EXISTS named_lock_token");
		assertThatExceptionOfType(LockBackendException.class).isThrownBy(() -> this.backend.drawFencingToken(this.key))
			.withMessageContaining("CREATE TABLE named_lock_token");
		this.database.run("CREATE TABLE named_lock_token (name VARCHAR(64) PRIMARY KEY, token BIGINT NOT NULL)");
		LockGrant grant = acquire(this.backend, 0);
		assertThat(this.backend.drawFencingToken(this.key)).isEqualTo(1);
		assertThat(this.otherNode.drawFencingToken(this.key)).isEqualTo(2);
		assertThat(this.backend.drawFencingToken(this.key)).isEqualTo(3);
		assertThat(this.backend.drawFencingToken(LockKey.of(this.key + ":other"))).isEqualTo(1);
		grant.verify();
	}

	@Test
	void closeLeavesNothing() throws Exception {
		LockGrant grant = acquire(this.backend, 0);
		CountDownLatch lost = new CountDownLatch(1);
		grant.onLost(lost::countDown);
		LockKey contended = LockKey.of(this.key + ":contended");
		acquire(this.otherNode, contended, Duration.ZERO);
		CompletableFuture<LockGrant> waiting = acquireAsync(contended, Duration.ofSeconds(30));
		Awaitility.await().until(() -> this.database.waitersFor(contended.value()) == 1);
		this.backend.close();
		assertThat(lost.await(5, TimeUnit.SECONDS)).isTrue();
		assertThat(grant.isHeld()).isFalse();
		assertThat(waiting).failsWithin(Duration.ofSeconds(5))
			.withThrowableThat()
			.withCauseInstanceOf(LockBackendException.class);
		assertThat(this.database.holderOf(this.key.value())).isNull();
		assertThat(this.database.waitersFor(contended.value())).isZero();
		assertThat(this.source.openConnections()).isZero();
		assertThat(this.source.isClosed()).isTrue();
		assertThatExceptionOfType(LockBackendException.class).isThrownBy(() -> tryAcquire(this.backend))
			.withMessageContaining("closed");
		this.otherNode.close();
		Awaitility.await()
			.until(() -> Thread.getAllStackTraces()
				.keySet()
				.stream()
				.noneMatch((thread) -> thread.getName().startsWith("named-lock-")));
	}

	private void assumeManyLocksASession() {
		assumeThat(this.database.name()).as("a database whose sessions hold many locks")
			.isNotEqualTo(TestDatabase.mySqlBefore57().name());
	}

	private long holder() {
		Long holder = this.database.holderOf(this.key.value());
		assertThat(holder).isNotNull();
		return holder;
	}

	private long waiter() {
		Long waiter = this.database.waiterFor(this.key.value());
		assertThat(waiter).isNotNull();
		return waiter;
	}

	private void awaitWaiter() {
		Awaitility.await().until(() -> this.database.waitersFor(this.key.value()) == 1);
	}

	private Thread waiter(CompletableFuture<Throwable> failure) {
		Thread waiter = new Thread(() -> {
			try {
				LockGrant grant = this.backend.acquire(attempt(this.key, Duration.ofSeconds(30), true));
				if (grant != null) {
					grant.release();
				}
				failure.complete(new IllegalStateException("not interrupted"));
			}
			catch (Throwable ex) {
				failure.complete(ex);
			}
		});
		waiter.start();
		return waiter;
	}

	private CompletableFuture<LockGrant> acquireAsync(Duration wait) {
		return acquireAsync(this.key, wait);
	}

	private CompletableFuture<LockGrant> acquireAsync(LockKey key, Duration wait) {
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

	private LockGrant acquire(JdbcLockBackend backend, int waitSeconds) throws InterruptedException {
		return acquire(backend, this.key, Duration.ofSeconds(waitSeconds));
	}

	private static LockGrant acquire(JdbcLockBackend backend, LockKey key, Duration wait) throws InterruptedException {
		LockGrant grant = backend.acquire(attempt(key, wait, true));
		assertThat(grant).isNotNull();
		return grant;
	}

	private @Nullable LockGrant tryAcquire(JdbcLockBackend backend) throws InterruptedException {
		return backend.acquire(attempt(this.key, Duration.ZERO, true));
	}

	private static LockAttempt attempt(LockKey key, Duration wait, boolean interruptible) {
		return new LockAttempt(key, LockMode.EXCLUSIVE, Deadline.after(wait), interruptible);
	}

}
