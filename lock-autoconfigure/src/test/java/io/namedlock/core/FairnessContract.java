package io.namedlock.core;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Lock;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The threads of one registry get a lock in the order in which they asked for it.
 */
interface FairnessContract extends RegistryFixture {

	@Test
	default void threadsOfOneRegistryGetTheirTurnInOrder() throws Exception {
		String name = uniqueName();
		List<Integer> served = new CopyOnWriteArrayList<>();
		List<Pending<Void>> line = new ArrayList<>();
		Lock lock = obtain(name);
		lock.lock();
		for (int i = 0; i < 5; i++) {
			int place = i;
			line.add(actor().begins(() -> serve(name, served, place)).awaitInLine());
		}
		lock.unlock();
		for (Pending<Void> waiter : line) {
			waiter.result();
		}
		assertThat(served).containsExactly(0, 1, 2, 3, 4);
	}

	@Test
	default void aTryDoesNotOvertakeTheLine() throws Exception {
		String name = uniqueName();
		Lock lock = obtain(name);
		lock.lock();
		Actor waiter = actor();
		Pending<Void> waiting = waiter.begins(obtain(name)::lock).awaitInLine();
		lock.unlock();
		assertThat(lock.tryLock()).isFalse();
		waiting.result();
		waiter.does(obtain(name)::unlock);
	}

	private void serve(String name, List<Integer> served, int place) {
		obtain(name).lock();
		try {
			served.add(place);
		}
		finally {
			obtain(name).unlock();
		}
	}

}
