package io.namedlock.jdbc.call;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.namedlock.LockLostException;
import io.namedlock.core.LockGrant;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What becomes of locks and waits whose session the server ends.
 */
class KilledSessionTests extends BackendTestSupport {

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

	private long waiter() {
		Long waiter = this.database.waiterFor(this.key.value());
		assertThat(waiter).isNotNull();
		return waiter;
	}

}
