package io.namedlock.jdbc.call;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.namedlock.LockBackendException;
import io.namedlock.LockMode;
import io.namedlock.LockStatus;
import io.namedlock.core.Deadline;
import io.namedlock.core.LockAttempt;
import io.namedlock.core.LockGrant;
import io.namedlock.core.LockKey;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class JdbcLockBackendTests extends BackendTestSupport {

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
		assertThatExceptionOfType(LockBackendException.class)
			.isThrownBy(() -> this.backend.drawFencingToken(this.key, Deadline.never()))
			.withMessageContaining("CREATE TABLE named_lock_token");
		this.database.run("CREATE TABLE named_lock_token (name VARCHAR(64) PRIMARY KEY, token BIGINT NOT NULL)");
		LockGrant grant = acquire(this.backend, 0);
		assertThat(this.backend.drawFencingToken(this.key, Deadline.never())).isEqualTo(1);
		assertThat(this.otherNode.drawFencingToken(this.key, Deadline.never())).isEqualTo(2);
		assertThat(this.backend.drawFencingToken(this.key, Deadline.never())).isEqualTo(3);
		assertThat(this.backend.drawFencingToken(LockKey.of(this.key + ":other"), Deadline.never())).isEqualTo(1);
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

}
