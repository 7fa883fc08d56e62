package io.namedlock.aspect;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.namedlock.LockHandle;
import io.namedlock.LockLostException;
import io.namedlock.annotation.NamedLock;
import io.namedlock.annotation.OnLost;
import io.namedlock.test.BreakableBackend;
import io.namedlock.test.LockedContext;
import io.namedlock.test.Threads;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for methods whose lock is lost while they run.
 */
class LostLockTests {

	@AutoClose
	private final LockedContext context = LockedContext.of(Orders.class);

	private final Orders orders = this.context.get(Orders.class);

	private final BreakableBackend backend = this.context.get(BreakableBackend.class);

	@AutoClose
	private final Threads threads = new Threads();

	@Test
	void aBodyThatEndedNormallyDoesNotHideTheLoss() {
		assertThatExceptionOfType(LockLostException.class)
			.isThrownBy(() -> this.orders.reporting(this.backend::loseAll))
			.withMessageContaining("order");
		assertThat(Thread.currentThread().isInterrupted()).isFalse();
	}

	@Test
	void theBodysExceptionIsTheCauseOfWhatTellsTheLoss() {
		assertThatExceptionOfType(LockLostException.class)
			.isThrownBy(
					() -> this.orders.reporting(() -> throwAfterTheLoss(new IllegalArgumentException("of the body"))))
			.satisfies((ex) -> assertThat(ex.getSuppressed()).singleElement().isInstanceOf(LockLostException.class))
			.withCauseInstanceOf(IllegalArgumentException.class);
	}

	@Test
	void aCheckedExceptionOfTheBodyIsTheCauseToo() {
		assertThatExceptionOfType(LockLostException.class)
			.isThrownBy(() -> this.orders.reporting(() -> throwAfterTheLoss(new IOException("of the body"))))
			.withCauseInstanceOf(IOException.class);
	}

	@Test
	void anErrorOfTheBodyIsThrownOn() {
		assertThatExceptionOfType(StackOverflowError.class)
			.isThrownBy(() -> this.orders.reporting(() -> throwAfterTheLoss(new StackOverflowError("of the body"))))
			.satisfies((ex) -> assertThat(ex.getSuppressed()).singleElement().isInstanceOf(LockLostException.class));
	}

	@Test
	void aLossThatTheBodyFindsOutItselfIsTold() {
		assertThatExceptionOfType(LockLostException.class).isThrownBy(() -> this.orders.reporting(() -> {
			this.backend.loseAllUnnoticed();
			LockHandle.current().verify();
		})).withCauseInstanceOf(LockLostException.class);
	}

	@Test
	void anExceptionOfTheBodyIsThrownOnWhereTheLockStands() {
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> this.orders.reporting(() -> {
			throw new IOException("of the body");
		})).satisfies((ex) -> assertThat(ex.getSuppressed()).isEmpty());
	}

	@Test
	void interruptsTheBodyThatStillRuns() throws Exception {
		CountDownLatch running = new CountDownLatch(1);
		CountDownLatch never = new CountDownLatch(1);
		Future<?> call = this.threads.run(() -> this.orders.interrupting(() -> {
			running.countDown();
			never.await();
		}));
		assertThat(running.await(30, TimeUnit.SECONDS)).isTrue();
		this.backend.loseAll();
		assertThatExceptionOfType(LockLostException.class).isThrownBy(() -> Threads.await(call))
			.withCauseInstanceOf(InterruptedException.class);
	}

	@Test
	void leavesNoInterruptBehindThatTheBodyDidNotSee() {
		assertThatExceptionOfType(LockLostException.class)
			.isThrownBy(() -> this.orders.interrupting(this.backend::loseAll));
		assertThat(Thread.interrupted()).isFalse();
	}

	@Test
	void keepsAnInterruptOfSomebodyElse() {
		assertThatExceptionOfType(LockLostException.class).isThrownBy(() -> this.orders.interrupting(() -> {
			Thread.currentThread().interrupt();
			this.backend.loseAll();
		}));
		assertThat(Thread.interrupted()).isTrue();
	}

	@Test
	void neverInterruptsAfterTheBody() throws Exception {
		this.orders.interrupting(() -> {
		});
		this.backend.loseAll();
		assertThat(Thread.interrupted()).isFalse();
	}

	private void throwAfterTheLoss(Throwable failure) throws Exception {
		this.backend.loseAll();
		if (failure instanceof Error error) {
			throw error;
		}
		throw (Exception) failure;
	}

	static class Orders {

		@NamedLock("order")
		public void reporting(Threads.ThrowingRunnable body) throws Exception {
			body.run();
		}

		@NamedLock(name = "order", onLost = OnLost.INTERRUPT)
		public void interrupting(Threads.ThrowingRunnable body) throws Exception {
			body.run();
		}

	}

}
