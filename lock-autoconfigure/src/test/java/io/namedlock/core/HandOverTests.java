package io.namedlock.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.namedlock.LockHandle;
import io.namedlock.LockLostException;
import io.namedlock.LockMode;
import io.namedlock.LockRegistry;
import io.namedlock.LockRequest;
import io.namedlock.test.TestSettings;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class HandOverTests extends RegistryTestSupport {

	private static final Duration LONG = Duration.ofHours(1);

	private final FakeBackend backend = new FakeBackend();

	private final String name = uniqueName();

	@Override
	protected LockRegistry newRegistry(LockRegistrySettings settings) {
		return new DefaultLockRegistry(this.backend, settings);
	}

	@Test
	void asksTheBackendOnceForALineWithinTheBounds() throws Exception {
		passThroughLine(handingOver(64, LONG), 6);
		assertThat(this.backend.attempts()).hasSize(1);
		assertThat(this.backend.releases()).isOne();
	}

	@Test
	void endsAfterTheLimit() throws Exception {
		passThroughLine(handingOver(2, LONG), 6);
		assertThat(this.backend.attempts()).hasSize(2);
		assertThat(this.backend.releases()).isEqualTo(2);
	}

	@Test
	void aLimitOfZeroNeverHandsOver() throws Exception {
		passThroughLine(handingOver(0, LONG), 4);
		assertThat(this.backend.attempts()).hasSize(4);
		assertThat(this.backend.releases()).isEqualTo(4);
	}

	@Test
	void endsAfterThePeriod() throws Exception {
		passThroughLine(handingOver(64, Duration.ZERO), 4);
		assertThat(this.backend.attempts()).hasSize(4);
	}

	@Test
	void theLongestPeriodDoesNotOverflow() throws Exception {
		passThroughLine(handingOver(64, Duration.ofSeconds(Long.MAX_VALUE)), 3);
		assertThat(this.backend.attempts()).hasSize(1);
	}

	@Test
	void aLostGrantIsNotHandedOver() throws Exception {
		LockRegistry registry = handingOver(64, LONG);
		LockHandle handle = registry.acquire(this.name);
		Pending<LockHandle> waiter = actor().begins(() -> registry.acquire(this.name)).awaitWaiting();
		this.backend.lastGrant().lose();
		assertThat(handle.isHeld()).isFalse();
		assertThatExceptionOfType(LockLostException.class).isThrownBy(handle::close);
		LockHandle next = waiter.result();
		assertThat(next.isHeld()).isTrue();
		assertThat(this.backend.attempts()).hasSize(2);
		next.close();
	}

	@Test
	void aKeptGrantIsNotHandedOverBeforeItsTime() throws Exception {
		LockRegistry registry = handingOver(64, LONG);
		Deadline deadline = Deadline.after(Duration.ofMillis(300));
		LockHandle handle = registry.acquire(LockRequest.of(this.name).heldAtLeast(Duration.ofMillis(300)));
		Pending<LockHandle> waiter = actor().begins(() -> registry.acquire(this.name)).awaitWaiting();
		handle.close();
		LockHandle next = waiter.result();
		assertThat(deadline.hasPassed()).isTrue();
		next.close();
	}

	@Test
	void theHeirIsAnOwnerOfItsOwn() throws Exception {
		LockRegistry registry = handingOver(64, LONG);
		LockHandle handle = registry.acquire(LockRequest.of(this.name).fenced());
		Actor heir = actor();
		Pending<LockHandle> waiter = heir.begins(() -> registry.acquire(LockRequest.of(this.name).fenced()))
			.awaitWaiting();
		handle.close();
		LockHandle next = waiter.result();
		assertThat(next.fencingToken().getAsLong()).isGreaterThan(handle.fencingToken().getAsLong());
		assertThat(handle.isHeld()).isFalse();
		handle.close();
		assertThat(registry.tryAcquire(this.name)).isEmpty();
		assertThat(heir.does(() -> registry.tryAcquire(this.name))).isPresent();
		assertThat(next.isHeld()).isTrue();
	}

	@Test
	void aSharedGrantIsNoExclusiveOne() throws Exception {
		LockRegistry registry = handingOver(64, LONG);
		LockHandle shared = registry.acquire(LockRequest.of(this.name).shared());
		Pending<LockHandle> waiter = actor().begins(() -> registry.acquire(this.name)).awaitWaiting();
		shared.close();
		waiter.result();
		assertThat(this.backend.attempts()).extracting(LockAttempt::mode)
			.containsExactly(LockMode.SHARED, LockMode.EXCLUSIVE);
	}

	private LockRegistry handingOver(int limit, Duration period) {
		return registry(TestSettings.handingOver(Duration.ofSeconds(30), limit, period));
	}

	private void passThroughLine(LockRegistry registry, int owners) throws Exception {
		LockHandle handle = registry.acquire(this.name);
		List<Pending<Void>> line = new ArrayList<>();
		for (int i = 1; i < owners; i++) {
			line.add(actor().begins(() -> registry.acquire(this.name).close()).awaitWaiting());
		}
		handle.close();
		for (Pending<Void> waiter : line) {
			waiter.result();
		}
		assertThat(this.backend.database().trespasses()).isZero();
	}

}
