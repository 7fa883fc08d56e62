package io.namedlock.jdbc.call;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.namedlock.LockDeadlockException;
import io.namedlock.core.Deadline;
import io.namedlock.core.LockGrant;
import io.namedlock.core.LockKey;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Waits at the server for locks that another node holds.
 */
class ServerWaitTests extends BackendTestSupport {

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

	/**
	 * By the session's clock it would be lost when the wait ends, but for a question.
	 */
	@Test
	void keepsTheSessionOfAWaitThatWasLong() throws Exception {
		LockGrant held = acquire(this.otherNode, 0);
		CompletableFuture<LockGrant> waiting = acquireAsync(Duration.ofSeconds(30));
		awaitWaiter();
		int opened = this.source.openedConnections();
		Awaitility.await().pollDelay(Duration.ofMillis(2500)).until(() -> !waiting.isDone());
		held.release();
		waiting.get(10, TimeUnit.SECONDS).verify();
		assertThat(this.source.openedConnections()).isEqualTo(opened);
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

}
