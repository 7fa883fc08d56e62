package io.namedlock.benchmarks.timing;

import java.util.function.Supplier;

import io.namedlock.benchmarks.contender.Contender;
import io.namedlock.benchmarks.contender.HeldLock;

/**
 * A contender without a server.
 *
 * @param acquisition how a lock is acquired
 */
record StubContender(Supplier<HeldLock> acquisition) implements Contender {

	@Override
	public HeldLock acquire(String name) {
		return this.acquisition.get();
	}

	@Override
	public void close() {
	}

}
