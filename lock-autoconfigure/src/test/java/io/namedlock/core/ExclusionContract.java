package io.namedlock.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;

import io.namedlock.LockHandle;
import io.namedlock.LockRegistry;
import io.namedlock.LockRequest;
import io.namedlock.test.TestSettings;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One thread at a time is inside of a lock, with and without hand-overs, and other names
 * are no part of it.
 */
interface ExclusionContract extends RegistryFixture {

	@Test
	default void letsOneThreadInAtATime() throws Exception {
		race(registry());
	}

	@Test
	default void letsOneThreadInAtATimeWithoutHandOver() throws Exception {
		race(registry(TestSettings.neverHandingOver(Duration.ofSeconds(30))));
	}

	@Test
	default void letsOneThreadInAtATimeWithShortHandOvers() throws Exception {
		race(registry(TestSettings.handingOver(Duration.ofSeconds(30), 2, Duration.ofMillis(1))));
	}

	@Test
	default void doesNotExcludeOtherNames() throws Exception {
		String name = uniqueName();
		try (LockHandle handle = registry().acquire(name)) {
			assertFree(uniqueName());
			assertHeld(name);
		}
	}

	private void race(LockRegistry registry) throws Exception {
		String name = uniqueName();
		Room room = new Room();
		List<Pending<Void>> visitors = new ArrayList<>();
		visitors.add(actor().begins(() -> repeat(() -> visitUnderLock(registry.obtain(name), room))));
		visitors.add(actor().begins(() -> repeat(() -> visitUnderTimedLock(registry.obtain(name), room))));
		visitors.add(actor().begins(() -> repeat(() -> visitUnderHandle(registry, name, room))));
		visitors.add(actor().begins(() -> repeat(() -> registry.execute(LockRequest.of(name), room::visit))));
		for (Pending<Void> visitor : visitors) {
			visitor.result();
		}
		assertThat(room.visits()).isEqualTo(visitors.size() * rounds());
	}

	private void repeat(Actor.Step step) throws Exception {
		for (int i = 0; i < rounds(); i++) {
			step.run();
		}
	}

	private static void visitUnderLock(Lock lock, Room room) {
		lock.lock();
		try {
			room.visit();
		}
		finally {
			lock.unlock();
		}
	}

	private static void visitUnderTimedLock(Lock lock, Room room) throws InterruptedException {
		assertThat(lock.tryLock(30, TimeUnit.SECONDS)).isTrue();
		try {
			room.visit();
		}
		finally {
			lock.unlock();
		}
	}

	private static void visitUnderHandle(LockRegistry registry, String name, Room room) {
		try (LockHandle handle = registry.acquire(name)) {
			room.visit();
		}
	}

}
