package io.namedlock.aspect;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.namedlock.LockBackendException;
import io.namedlock.LockHandle;
import io.namedlock.LockNotAcquiredException;
import io.namedlock.LockRequest;
import io.namedlock.annotation.NamedLock;
import io.namedlock.test.BreakableBackend;
import io.namedlock.test.LockedContext;
import io.namedlock.test.Threads;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Lazy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for calls of annotated methods through their proxies.
 */
class LockedCallTests {

	@AutoClose
	private final LockedContext context = LockedContext.of(Orders.class, Outer.class);

	private final Orders orders = this.context.get(Orders.class);

	@AutoClose
	private final Threads threads = new Threads();

	@Test
	void letsOneCallOfANameRunAtATime() throws Exception {
		CountDownLatch started = new CountDownLatch(8);
		for (int i = 0; i < 8; i++) {
			this.threads.run(() -> this.orders.process(1, started::countDown));
		}
		assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();
		assertThat(this.orders.mostAtOnce()).hasValue(1);
	}

	@Test
	void letsDifferentNamesRunAtOnce() throws Exception {
		this.orders.process(1, () -> this.threads.elsewhere(() -> {
			this.orders.process(2, () -> assertThat(this.orders.atOnce()).hasValue(2));
			return null;
		}));
		assertThat(this.orders.mostAtOnce()).hasValue(2);
	}

	@Test
	void releasesWhenTheMethodReturns() throws Exception {
		this.orders.process(1, () -> assertThat(this.context.isFree("order:1")).isFalse());
		assertThat(this.context.isFree("order:1")).isTrue();
	}

	@Test
	void releasesWhenTheMethodThrows() {
		assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> this.orders.process(1, () -> {
			throw new IllegalArgumentException("of the body");
		})).withMessage("of the body");
		assertThat(this.context.isFree("order:1")).isTrue();
	}

	@Test
	void theBodysExceptionWinsOverAFailedRelease() {
		this.context.get(BreakableBackend.class).failReleases();
		assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> this.orders.process(1, () -> {
			throw new IllegalArgumentException("of the body");
		})).satisfies((ex) -> assertThat(ex.getSuppressed()).singleElement().isInstanceOf(LockBackendException.class));
	}

	@Test
	void aFailedReleaseIsThrownWhereTheBodySucceeded() {
		this.context.get(BreakableBackend.class).failReleases();
		assertThatExceptionOfType(LockBackendException.class).isThrownBy(() -> this.orders.process(1, () -> {
		}));
	}

	@Test
	void releasesTheNameOfTheArgumentsAsTheyWereBeforeTheBody() throws Exception {
		int[] ids = { 1 };
		this.orders.processFirst(ids, () -> assertThat(this.context.isFree("order:1")).isFalse());
		assertThat(ids).containsExactly(2);
		assertThat(this.context.isFree("order:1")).isTrue();
		assertThat(this.context.isFree("order:2")).isTrue();
	}

	@Test
	void isReentrantAcrossBeans() throws Exception {
		this.context.get(Outer.class).process(1, () -> {
		});
		assertThat(this.context.isFree("order:1")).isTrue();
	}

	@Test
	void takesRepeatedLocksTogether() throws Exception {
		this.orders.transfer(1, 2, () -> {
			assertThat(this.context.isFree("account:1")).isFalse();
			assertThat(this.context.isFree("account:2")).isFalse();
		});
		assertThat(this.context.isFree("account:1")).isTrue();
		assertThat(this.context.isFree("account:2")).isTrue();
	}

	@Test
	void throwsWhenTheWaitIsOver() throws Exception {
		Future<?> holder = this.threads.run(() -> this.orders.process(1,
				() -> assertThatExceptionOfType(LockNotAcquiredException.class)
					.isThrownBy(() -> this.threads.elsewhere(tryOnce(1)))
					.withMessageContaining("order:1")));
		Threads.await(holder);
		assertThat(this.threads.elsewhere(tryOnce(1))).isEqualTo("done");
	}

	@Test
	void waitsForTheLock() throws Exception {
		Future<?> waiting;
		try (LockHandle handle = this.context.registry().acquire("order:1")) {
			CountDownLatch entering = new CountDownLatch(1);
			waiting = this.threads.run(() -> {
				entering.countDown();
				this.orders.process(1, () -> {
				});
			});
			assertThat(entering.await(30, TimeUnit.SECONDS)).isTrue();
			assertThat(this.orders.mostAtOnce()).hasValue(0);
		}
		Threads.await(waiting);
		assertThat(this.orders.mostAtOnce()).hasValue(1);
	}

	@Test
	void keepsTheLockAtLeastForTheGivenTimeWithoutBlockingTheCaller() throws Exception {
		this.orders.nightly();
		assertThat(this.context.isFree("nightly")).isFalse();
		assertThatExceptionOfType(LockNotAcquiredException.class).as("the same thread is a stranger now")
			.isThrownBy(this.orders::nightly);
		Awaitility.await().until(() -> this.context.isFree("nightly"));
		this.orders.nightly();
	}

	@Test
	void drawsAFencingTokenForEachCall() {
		this.orders.fenced();
		this.orders.fenced();
		try (LockHandle handle = this.context.registry().acquire(LockRequest.of("fenced").fenced())) {
			assertThat(handle.fencingToken()).hasValue(3);
		}
	}

	private Callable<String> tryOnce(int id) {
		return () -> this.orders.tryOnce(id);
	}

	static class Orders {

		private final AtomicInteger atOnce = new AtomicInteger();

		private final AtomicInteger mostAtOnce = new AtomicInteger();

		AtomicInteger atOnce() {
			return this.atOnce;
		}

		AtomicInteger mostAtOnce() {
			return this.mostAtOnce;
		}

		@NamedLock("order:<#id>")
		public void process(int id, Threads.ThrowingRunnable body) throws Exception {
			this.mostAtOnce.accumulateAndGet(this.atOnce.incrementAndGet(), Math::max);
			try {
				body.run();
			}
			finally {
				this.atOnce.decrementAndGet();
			}
		}

		@NamedLock("order:<#ids[0]>")
		public void processFirst(int[] ids, Threads.ThrowingRunnable body) throws Exception {
			ids[0]++;
			body.run();
		}

		@NamedLock(name = "order:<#id>", waitTime = "0")
		public String tryOnce(int id) {
			return "done";
		}

		@NamedLock("account:<#from>")
		@NamedLock("account:<#to>")
		void transfer(int from, int to, Threads.ThrowingRunnable body) throws Exception {
			body.run();
		}

		@NamedLock(name = "nightly", waitTime = "0", lockAtLeastFor = "500ms")
		protected void nightly() {
		}

		@NamedLock(name = "fenced", fenced = true)
		public void fenced() {
		}

	}

	@Lazy
	static class Outer {

		private final Orders orders;

		Outer(Orders orders) {
			this.orders = orders;
		}

		@NamedLock("order:<#id>")
		public void process(int id, Threads.ThrowingRunnable body) throws Exception {
			this.orders.process(id, body);
		}

	}

}
