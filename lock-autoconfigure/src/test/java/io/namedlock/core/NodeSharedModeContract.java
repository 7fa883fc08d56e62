package io.namedlock.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.namedlock.LockHandle;
import io.namedlock.LockMode;
import io.namedlock.LockRegistry;
import io.namedlock.LockRequest;
import io.namedlock.test.TestSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Readers of all nodes share a lock and keep the writers of all nodes out, and neither
 * starves the other.
 */
interface NodeSharedModeContract extends RegistryFixture {

	@Test
	default void readersOfAllNodesShareAndKeepWritersOut() throws Exception {
		String name = sharedName();
		LockRegistry other = other(64);
		LockHandle here = registry().acquire(LockRequest.of(name).shared());
		LockHandle there = other.acquire(LockRequest.of(name).shared());
		here.verify();
		there.verify();
		assertThat(isFreeForStrangers(registry(), name)).isFalse();
		assertThat(isFreeForStrangers(other, name)).isFalse();
		here.close();
		assertThat(isFreeForStrangers(registry(), name)).isFalse();
		there.close();
		assertThat(isFreeForStrangers(registry(), name)).isTrue();
	}

	@Test
	default void aWriterKeepsReadersOfOtherNodesOut() throws Exception {
		String name = sharedName();
		LockRegistry other = other(64);
		LockRequest reading = LockRequest.of(name).shared();
		LockHandle writer = registry().acquire(name);
		assertThat(other.tryAcquire(reading.waitingAtMost(Duration.ZERO))).isEmpty();
		Pending<LockHandle> reader = actor().begins(() -> other.acquire(reading)).awaitWaiting();
		writer.close();
		assertThat(reader.result().isHeld()).isTrue();
		assertThat(registry().tryAcquire(name)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 64 })
	default void noWriterIsWithReadersOfAnyNode(int handOverLimit) throws Exception {
		String name = sharedName();
		SharedRoom room = new SharedRoom();
		List<Pending<Void>> visitors = new ArrayList<>();
		for (int node = 0; node < 2; node++) {
			LockRegistry registry = other(handOverLimit);
			visitors.add(actor().begins(() -> visitOften(registry, name, LockMode.SHARED, room)));
			visitors.add(actor().begins(() -> visitOften(registry, name, LockMode.SHARED, room)));
			visitors.add(actor().begins(() -> visitOften(registry, name, LockMode.EXCLUSIVE, room)));
		}
		for (Pending<Void> visitor : visitors) {
			visitor.result();
		}
		assertThat(room.offences()).isZero();
		assertThat(room.written()).isEqualTo(2 * rounds());
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 64 })
	default void aStreamOfReadersLetsAWriterOfAnotherNodeIn(int handOverLimit) throws Exception {
		String name = sharedName();
		LockRegistry reading = other(handOverLimit);
		LockRequest request = LockRequest.of(name).shared().waitingAtMost(Duration.ofSeconds(60));
		Pending<Void> writer = actor().begins(() -> registry().acquire(name, Duration.ofSeconds(60)).close());
		List<Pending<Void>> readers = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			readers.add(actor().begins(() -> {
				do {
					reading.execute(request, Thread::yield);
				}
				while (!writer.isDone());
			}));
		}
		writer.result();
		for (Pending<Void> reader : readers) {
			reader.result();
		}
	}

	private void visitOften(LockRegistry registry, String name, LockMode mode, SharedRoom room) {
		LockRequest request = LockRequest.of(name).inMode(mode);
		for (int i = 0; i < rounds(); i++) {
			registry.execute(request, () -> room.visit(mode));
		}
	}

	private LockRegistry other(int handOverLimit) {
		return registry(TestSettings.handingOver(Duration.ofSeconds(60), handOverLimit, Duration.ofMillis(20)));
	}

	private String sharedName() {
		assumeThat(registry().supports(LockMode.SHARED)).isTrue();
		return uniqueName();
	}

}
