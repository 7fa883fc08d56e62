package io.namedlock.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.namedlock.LockHandle;
import io.namedlock.LockRegistry;
import io.namedlock.LockRequest;
import io.namedlock.LockStatus;
import io.namedlock.test.TestSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One thread of all nodes at a time is inside of a lock, for every name, prefix and kind
 * of hold.
 */
interface NodeExclusionContract extends RegistryFixture {

	LockRegistrySettings PATIENT = TestSettings.waitingAtMost(Duration.ofSeconds(60));

	@Test
	default void letOneThreadOfAllNodesInAtATime() throws Exception {
		LockRequest request = LockRequest.of(uniqueName());
		Room room = new Room();
		List<Pending<Void>> visitors = new ArrayList<>();
		for (int node = 0; node < 3; node++) {
			LockRegistry registry = registry(PATIENT);
			visitors.add(actor().begins(() -> visitOften(registry, request, room)));
			visitors.add(actor().begins(() -> visitOften(registry, request, room)));
		}
		for (Pending<Void> visitor : visitors) {
			visitor.result();
		}
		assertThat(room.visits()).isEqualTo(visitors.size() * rounds());
	}

	@Test
	default void severalLocksInOpposedOrdersDoNotDeadlockNodes() throws Exception {
		String one = uniqueName();
		String two = uniqueName();
		Room room = new Room();
		LockRegistry here = registry(PATIENT);
		LockRegistry there = registry(PATIENT);
		Pending<Void> first = actor().begins(() -> visitOften(here, LockRequest.ofAll(one, two), room));
		Pending<Void> second = actor().begins(() -> visitOften(there, LockRequest.ofAll(two, one), room));
		first.result();
		second.result();
		assertThat(room.visits()).isEqualTo(2 * rounds());
	}

	@Test
	default void severalLocksWaitForTheOneThatAnotherNodeHolds() throws Exception {
		String first = "a" + uniqueName();
		String busy = "b" + uniqueName();
		String last = "c" + uniqueName();
		LockRegistry other = registry(PATIENT);
		LockRequest request = LockRequest.ofAll(last, busy, first);
		LockHandle held = other.acquire(busy);
		assertThat(registry().tryAcquire(request.waitingAtMost(Duration.ZERO))).isEmpty();
		other.tryAcquire(LockRequest.ofAll(first, last).waitingAtMost(Duration.ZERO)).orElseThrow().close();
		Pending<LockHandle> waiter = actor().begins(() -> registry().acquire(request)).awaitWaiting();
		held.close();
		try (LockHandle handle = waiter.result()) {
			handle.verify();
			assertThat(request.names()).allMatch((name) -> other.tryAcquire(name).isEmpty());
		}
		other.tryAcquire(request.waitingAtMost(Duration.ZERO)).orElseThrow().close();
	}

	@ParameterizedTest
	@MethodSource("io.namedlock.core.NamesContract#endings")
	default void everyNameExcludesOtherNodes(String ending) {
		String name = uniqueName() + ending;
		LockRegistry other = registry(PATIENT);
		try (LockHandle handle = registry().acquire(name)) {
			assertThat(other.tryAcquire(name)).isEmpty();
			assertThat(other.obtain(name).tryLock()).isFalse();
		}
		assertThat(other.tryAcquire(name)).isPresent();
	}

	@Test
	default void namesThatDifferAreDifferentLocksForAllNodes() {
		String stem = uniqueName();
		List<LockRegistry> nodes = List.of(registry(PATIENT), registry(PATIENT));
		List<String> endings = NamesContract.endings();
		for (int i = 0; i < endings.size(); i++) {
			assertThat(nodes.get(i % 2).tryAcquire(stem + endings.get(i))).as(endings.get(i)).isPresent();
		}
	}

	@Test
	default void thePrefixIsAPartOfTheName() {
		String name = uniqueName();
		LockRegistry shop = registry(TestSettings.prefixed("shop:"));
		try (LockHandle handle = shop.acquire(name)) {
			registry().acquire(name).close();
			assertThat(registry().tryAcquire("shop:" + name)).isEmpty();
			assertThat(registry().status("shop:" + name).isFree()).isFalse();
		}
	}

	@Test
	default void theStatusIsTheSameForAllNodes() {
		String name = uniqueName();
		LockRegistry other = registry(PATIENT);
		try (LockHandle handle = registry().acquire(name)) {
			assertThat(other.status(name).state()).isEqualTo(LockStatus.State.HELD);
			assertThat(other.status(name)).isEqualTo(registry().status(name));
		}
		assertThat(other.status(name)).isEqualTo(LockStatus.free(name));
	}

	@Test
	default void aMinimumHoldKeepsOtherNodesOut() {
		String name = uniqueName();
		LockRegistry other = registry(PATIENT);
		Deadline deadline = Deadline.after(Duration.ofMillis(400));
		registry().acquire(LockRequest.of(name).heldAtLeast(Duration.ofMillis(400))).close();
		other.acquire(name).close();
		assertThat(deadline.hasPassed()).isTrue();
	}

	@Test
	default void aClosedNodeFreesItsLocks() throws Exception {
		String name = uniqueName();
		String kept = uniqueName();
		LockRegistry closing = registry(PATIENT);
		LockHandle handle = closing.acquire(name);
		closing.acquire(LockRequest.of(kept).heldAtLeast(Duration.ofHours(1))).close();
		CountDownLatch told = new CountDownLatch(1);
		handle.onLost(told::countDown);
		close(closing);
		assertThat(handle.isHeld()).isFalse();
		registry().acquire(name).close();
		registry().acquire(kept).close();
		assertThat(told.await(10, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	default void aDetachedHandleKeepsOtherNodesOut() throws Exception {
		String name = uniqueName();
		LockRegistry other = registry(PATIENT);
		LockHandle handle = registry().acquire(name).detach();
		Optional<LockHandle> none = other.tryAcquire(name);
		assertThat(none).isEmpty();
		actor().does(handle::close);
		other.acquire(name).close();
	}

	private void visitOften(LockRegistry registry, LockRequest request, Room room) {
		for (int i = 0; i < rounds(); i++) {
			registry.execute(request, room::visit);
		}
	}

}
