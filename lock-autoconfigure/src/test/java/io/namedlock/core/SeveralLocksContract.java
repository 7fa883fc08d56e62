package io.namedlock.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.namedlock.LockHandle;
import io.namedlock.LockNotAcquiredException;
import io.namedlock.LockRequest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A request for several names gets all of their locks or none, in an order that does not
 * deadlock.
 */
interface SeveralLocksContract extends RegistryFixture {

	@Test
	default void takesAndReleasesAll() throws Exception {
		String one = uniqueName();
		String two = uniqueName();
		String three = uniqueName();
		try (LockHandle handle = registry().acquire(LockRequest.ofAll(one, two, three))) {
			assertThat(handle.name()).contains(one, two, three);
			assertThat(handle.isHeld()).isTrue();
			handle.verify();
			assertHeld(one);
			assertHeld(two);
			assertHeld(three);
		}
		assertFree(one);
		assertFree(two);
		assertFree(three);
	}

	@Test
	default void takesAllOrNone() throws Exception {
		String first = "a" + uniqueName();
		String busy = "b" + uniqueName();
		String last = "c" + uniqueName();
		obtain(busy).lock();
		LockRequest request = LockRequest.ofAll(last, busy, first);
		LockRequest once = request.waitingAtMost(Duration.ZERO);
		assertThat(actor().does(() -> registry().tryAcquire(once))).isEmpty();
		assertThatExceptionOfType(LockNotAcquiredException.class)
			.isThrownBy(() -> actor().does(() -> registry().acquire(request.waitingAtMost(Duration.ofMillis(50)))))
			.withMessageContaining(busy);
		assertFree(first);
		assertFree(last);
		obtain(busy).unlock();
		assertFree(busy);
	}

	@Test
	default void waitsForAll() throws Exception {
		String one = uniqueName();
		String two = uniqueName();
		obtain(one).lock();
		obtain(two).lock();
		Pending<LockHandle> waiter = actor().begins(() -> registry().acquire(LockRequest.ofAll(two, one)))
			.awaitInLine();
		obtain(one).unlock();
		assertThat(waiter.isDone()).isFalse();
		obtain(two).unlock();
		try (LockHandle handle = waiter.result()) {
			assertHeld(one);
			assertHeld(two);
		}
	}

	@Test
	default void aNameGivenTwiceCountsOnce() throws Exception {
		String name = uniqueName();
		try (LockHandle handle = registry().acquire(LockRequest.ofAll(name, name))) {
			assertThat(handle.name()).isEqualTo(name);
			assertHeld(name);
		}
		assertFree(name);
	}

	@Test
	default void isReentrantForThoseAlreadyHeld() throws Exception {
		String held = uniqueName();
		String other = uniqueName();
		obtain(held).lock();
		LockRequest request = LockRequest.ofAll(held, other).waitingAtMost(Duration.ZERO);
		registry().tryAcquire(request).orElseThrow().close();
		assertHeld(held);
		assertFree(other);
		obtain(held).unlock();
		assertFree(held);
	}

	@Test
	default void detachesAll() throws Exception {
		String one = uniqueName();
		String two = uniqueName();
		try (LockHandle handle = registry().acquire(LockRequest.ofAll(one, two)).detach()) {
			assertThat(registry().tryAcquire(one)).isEmpty();
			assertThat(registry().tryAcquire(two)).isEmpty();
		}
		assertFree(one);
		assertFree(two);
	}

	@Test
	default void anInterruptReleasesWhatWasTaken() throws Exception {
		String first = "a" + uniqueName();
		String busy = "b" + uniqueName();
		obtain(busy).lock();
		Pending<LockHandle> waiter = actor().begins(() -> registry().acquire(LockRequest.ofAll(first, busy)))
			.awaitInLine();
		waiter.interrupt();
		assertThatExceptionOfType(Exception.class).isThrownBy(waiter::result);
		assertFree(first);
		obtain(busy).unlock();
		assertFree(busy);
	}

	@Test
	default void opposedOrdersDoNotDeadlock() throws Exception {
		String one = uniqueName();
		String two = uniqueName();
		Room room = new Room();
		List<Pending<Void>> visitors = new ArrayList<>();
		visitors.add(actor().begins(() -> visitOften(LockRequest.ofAll(one, two), room)));
		visitors.add(actor().begins(() -> visitOften(LockRequest.ofAll(two, one), room)));
		visitors.add(actor().begins(() -> visitOften(LockRequest.ofAll(two, uniqueName(), one), room)));
		for (Pending<Void> visitor : visitors) {
			visitor.result();
		}
		assertThat(room.visits()).isEqualTo(visitors.size() * rounds());
	}

	private void visitOften(LockRequest request, Room room) {
		for (int i = 0; i < rounds(); i++) {
			registry().execute(request, room::visit);
		}
	}

}
