package io.namedlock.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;

import io.namedlock.LockHandle;
import io.namedlock.LockInterruptedException;
import io.namedlock.LockNotAcquiredException;
import io.namedlock.LockRegistry;
import io.namedlock.LockRequest;
import io.namedlock.test.TestSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A wait for another node ends with that node's release, with its own time or with an
 * interrupt, and a busy node lets the others in.
 */
interface NodeWaitContract extends RegistryFixture {

	@Test
	default void aReleaseLetsAnotherNodeIn() throws Exception {
		String name = uniqueName();
		LockRegistry other = other();
		LockHandle handle = registry().acquire(name);
		Pending<LockHandle> waiter = actor().begins(() -> other.acquire(name)).awaitWaiting();
		handle.close();
		LockHandle next = waiter.result();
		assertThat(next.isHeld()).isTrue();
		next.verify();
		assertHeld(name);
		next.close();
		assertFree(name);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 400, 1_100 })
	default void aWaitForAnotherNodeTakesItsTime(int milliseconds) {
		String name = uniqueName();
		Duration wait = Duration.ofMillis(milliseconds);
		LockRegistry other = other();
		try (LockHandle handle = registry().acquire(name)) {
			Deadline deadline = Deadline.after(wait);
			assertThat(other.tryAcquire(LockRequest.of(name).waitingAtMost(wait))).isEmpty();
			assertThat(deadline.hasPassed()).isTrue();
			assertThatExceptionOfType(LockNotAcquiredException.class).isThrownBy(() -> other.acquire(name, wait))
				.withMessageContaining(name);
		}
		assertThat(other.tryAcquire(name)).isPresent();
	}

	@Test
	default void anInterruptedWaiterLeavesTheLineOfAllNodes() throws Exception {
		String name = uniqueName();
		LockRegistry other = other();
		LockHandle handle = registry().acquire(name);
		Pending<Void> locking = actor().begins(other.obtain(name)::lockInterruptibly).awaitWaiting();
		Pending<LockHandle> acquiring = actor().begins(() -> other.acquire(name)).awaitWaiting();
		locking.interrupt();
		assertThatExceptionOfType(InterruptedException.class).isThrownBy(locking::result);
		acquiring.interrupt();
		assertThatExceptionOfType(LockInterruptedException.class).isThrownBy(acquiring::result);
		handle.close();
		assertFree(name);
		assertThat(isFreeForStrangers(other, name)).isTrue();
	}

	@Test
	default void lockIsNotInterruptedWhileItWaitsForAnotherNode() throws Exception {
		String name = uniqueName();
		LockRegistry other = other();
		LockHandle handle = registry().acquire(name);
		Pending<Boolean> waiter = actor().begins(() -> {
			other.obtain(name).lock();
			other.obtain(name).unlock();
			return Thread.currentThread().isInterrupted();
		}).awaitWaiting().interrupt().awaitWaiting();
		handle.close();
		assertThat(waiter.result()).isTrue();
		assertFree(name);
	}

	@Test
	default void theLongestWaitForAnotherNodeDoesNotOverflow() throws Exception {
		String name = uniqueName();
		LockRegistry other = other();
		LockHandle handle = registry().acquire(name);
		Actor actor = actor();
		Pending<Boolean> waiter = actor.begins(() -> other.obtain(name).tryLock(Long.MAX_VALUE, TimeUnit.DAYS))
			.awaitWaiting();
		handle.close();
		assertThat(waiter.result()).isTrue();
		actor.does(other.obtain(name)::unlock);
		assertFree(name);
	}

	@Test
	default void aBusyNodeLetsOthersIn() throws Exception {
		String name = uniqueName();
		LockRegistry other = other();
		Pending<Void> visitor = actor().begins(() -> other.acquire(name, Duration.ofSeconds(60)).close());
		Pending<Void> first = actor().begins(() -> lockUntil(registry().obtain(name), visitor));
		Pending<Void> second = actor().begins(() -> lockUntil(registry().obtain(name), visitor));
		visitor.result();
		first.result();
		second.result();
	}

	@Test
	default void aBusyNodeThatNeverHandsOverLetsOthersIn() throws Exception {
		String name = uniqueName();
		Duration patience = Duration.ofSeconds(60);
		LockRegistry busy = registry(TestSettings.neverHandingOver(patience));
		Pending<Void> visitor = actor().begins(() -> {
			for (int i = 0; i < 20; i++) {
				registry().acquire(name, patience).close();
			}
		});
		List<Pending<Void>> crowd = new ArrayList<>();
		for (int i = 0; i < 3; i++) {
			crowd.add(actor().begins(() -> lockUntil(busy.obtain(name), visitor)));
		}
		visitor.result();
		for (Pending<Void> each : crowd) {
			each.result();
		}
	}

	@Test
	default void aWaiterBehindALocalWaiterGetsItsTurn() throws Exception {
		String name = uniqueName();
		LockRegistry other = other();
		LockHandle handle = registry().acquire(name);
		Pending<Boolean> givesUp = actor().begins(() -> other.obtain(name).tryLock(300, TimeUnit.MILLISECONDS));
		givesUp.awaitWaitingOrDone();
		Pending<LockHandle> patient = actor().begins(() -> other.acquire(name)).awaitWaiting();
		assertThat(givesUp.result()).isFalse();
		handle.close();
		patient.result().close();
		assertFree(name);
	}

	@Test
	default void aThreadOfThisNodeIsAStrangerThere() {
		String name = uniqueName();
		Lock there = other().obtain(name);
		obtain(name).lock();
		assertThat(there.tryLock()).isFalse();
		assertThatExceptionOfType(IllegalMonitorStateException.class).isThrownBy(there::unlock);
		obtain(name).unlock();
	}

	private LockRegistry other() {
		return registry(LockRegistrySettings.defaults());
	}

	private static void lockUntil(Lock lock, Pending<?> end) {
		do {
			lock.lock();
			lock.unlock();
		}
		while (!end.isDone());
	}

}
