package io.namedlock.aspect;

import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import io.namedlock.LockHandle;
import io.namedlock.LockLostException;
import io.namedlock.annotation.NamedLock;
import io.namedlock.test.BreakableBackend;
import io.namedlock.test.LockedContext;
import io.namedlock.test.Threads;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for the lock that an annotated method finds by {@link LockHandle#current()}.
 */
class CurrentLockTests {

	@AutoClose
	private final LockedContext context = LockedContext.of(Orders.class, Invoices.class);

	private final Orders orders = this.context.get(Orders.class);

	private final Invoices invoices = this.context.get(Invoices.class);

	@AutoClose
	private final Threads threads = new Threads();

	@Test
	void isTheLockOfTheCall() {
		assertThat(this.orders.process(7, () -> LockHandle.current().name())).isEqualTo("order:7");
		assertThat(this.orders.process(7, () -> LockHandle.current().isHeld())).isTrue();
		this.orders.process(7, () -> {
			LockHandle.current().verify();
			return LockHandle.current().heldFor();
		});
	}

	@Test
	void hasTheFencingTokenThatGrowsWithEachCall() {
		long first = this.orders.fenced(CurrentLockTests::token);
		assertThat(this.orders.fenced(CurrentLockTests::token)).isGreaterThan(first);
		assertThat(this.orders.process(1, () -> LockHandle.current().fencingToken())).isEqualTo(OptionalLong.empty());
	}

	@Test
	void isThatOfTheInnermostCallAndThenTheOuterOneAgain() {
		String names = this.orders.process(1, () -> {
			String inner = this.invoices.process(() -> LockHandle.current().name());
			return inner + " in " + LockHandle.current().name();
		});
		assertThat(names).isEqualTo("invoice in order:1");
	}

	@Test
	void isTheOuterOneAgainAfterAFailedCall() {
		String name = this.orders.process(1, () -> {
			assertThatExceptionOfType(UnsupportedOperationException.class)
				.isThrownBy(() -> this.invoices.process(() -> {
					throw new UnsupportedOperationException();
				}));
			return LockHandle.current().name();
		});
		assertThat(name).isEqualTo("order:1");
		assertNone();
	}

	@Test
	void areAllOfSeveralLocks() {
		LockHandle both = this.orders.both(LockHandle::current);
		assertThat(both.name()).isEqualTo("order:a, order:b");
		assertThat(both.isHeld()).isFalse();
	}

	@Test
	void isNoneOutsideOfACall() {
		assertNone();
		this.orders.process(1, () -> null);
		assertNone();
	}

	@Test
	void isNoneOnAnotherThread() {
		this.orders.process(1, () -> {
			assertThatIllegalStateException().isThrownBy(() -> this.threads.elsewhere(LockHandle::current));
			return null;
		});
	}

	@Test
	void canBeTakenAlongByAMethodThatGoesOn() {
		CompletableFuture<String> stage = new CompletableFuture<>();
		AtomicReference<LockHandle> taken = new AtomicReference<>();
		this.orders.goingOn(stage, taken);
		assertNone();
		assertThat(taken.get().isHeld()).isTrue();
		stage.complete("done");
		assertThat(taken.get().isHeld()).isFalse();
	}

	@Test
	void tellsOfItsLoss() {
		CompletableFuture<String> lost = new CompletableFuture<>();
		assertThatExceptionOfType(LockLostException.class).isThrownBy(() -> this.orders.process(1, () -> {
			LockHandle.current().onLost(() -> lost.complete("lost"));
			this.context.get(BreakableBackend.class).loseAll();
			return null;
		}));
		assertThat(lost).isCompletedWithValue("lost");
	}

	@Test
	void cannotBeClosedOrDetachedByTheMethod() {
		this.orders.process(1, () -> {
			assertThatIllegalStateException().isThrownBy(() -> LockHandle.current().close())
				.withMessageContaining("order:1");
			assertThatIllegalStateException().isThrownBy(() -> LockHandle.current().detach());
			assertThat(LockHandle.current().isHeld()).isTrue();
			return null;
		});
		assertThat(this.context.isFree("order:1")).isTrue();
	}

	private static long token() {
		return LockHandle.current().fencingToken().orElseThrow();
	}

	private static void assertNone() {
		assertThatIllegalStateException().isThrownBy(LockHandle::current).withMessageContaining("@NamedLock");
	}

	static class Orders {

		@NamedLock("order:<#id>")
		public <T> T process(long id, Supplier<T> body) {
			return body.get();
		}

		@NamedLock(name = "order:fenced", fenced = true)
		public <T> T fenced(Supplier<T> body) {
			return body.get();
		}

		@NamedLock("order:a")
		@NamedLock("order:b")
		public <T> T both(Supplier<T> body) {
			return body.get();
		}

		@NamedLock("order:stage")
		public CompletableFuture<String> goingOn(CompletableFuture<String> stage, AtomicReference<LockHandle> taken) {
			taken.set(LockHandle.current());
			return stage;
		}

	}

	static class Invoices {

		@NamedLock("invoice")
		public <T> T process(Supplier<T> body) {
			return body.get();
		}

	}

}
