package io.namedlock.core;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An interrupt, or a time-out, at any moment costs nobody else the lock or the turn.
 */
interface InterruptRaceContract extends RegistryFixture {

	@Test
	default void anInterruptedWaiterDoesNotHoldUpTheNext() throws Exception {
		String name = uniqueName();
		Lock lock = obtain(name);
		lock.lock();
		Pending<Void> first = actor().begins(() -> lockAndUnlock(obtain(name))).awaitInLine();
		Pending<Void> second = actor().begins(() -> registry().acquire(name).close()).awaitInLine();
		first.interrupt();
		lock.unlock();
		second.result();
	}

	@Test
	default void interruptsAndTimeoutsLoseNoLockAndNoTurn() throws Exception {
		String name = uniqueName();
		Room room = new Room();
		AtomicInteger entered = new AtomicInteger();
		List<Pending<Void>> visitors = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			visitors.add(actor().begins(() -> visitOften(obtain(name), room, entered)));
		}
		harass(visitors);
		assertThat(room.visits()).isEqualTo(entered.get());
		assertFree(name);
	}

	private static void lockAndUnlock(Lock lock) throws InterruptedException {
		lock.lockInterruptibly();
		lock.unlock();
	}

	private void visitOften(Lock lock, Room room, AtomicInteger entered) {
		for (int i = 0; i < rounds(); i++) {
			try {
				visit(lock, room, entered);
			}
			catch (InterruptedException ex) {
				Thread.yield();
			}
		}
	}

	private static void visit(Lock lock, Room room, AtomicInteger entered) throws InterruptedException {
		if (lock.tryLock(ThreadLocalRandom.current().nextInt(300), TimeUnit.MICROSECONDS)) {
			try {
				room.visit();
				entered.incrementAndGet();
			}
			finally {
				lock.unlock();
			}
		}
	}

	private static void harass(List<Pending<Void>> visitors) throws Exception {
		while (!visitors.stream().allMatch(Pending::isDone)) {
			visitors.stream().filter(Pending::isWaiting).findAny().ifPresent(Pending::interrupt);
			Thread.yield();
		}
		for (Pending<Void> visitor : visitors) {
			visitor.result();
		}
	}

}
