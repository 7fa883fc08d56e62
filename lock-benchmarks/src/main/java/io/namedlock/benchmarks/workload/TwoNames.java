package io.namedlock.benchmarks.workload;

import io.namedlock.benchmarks.contender.Contender;
import io.namedlock.benchmarks.contender.HeldLock;

/**
 * Takes two locks in place of one.
 *
 * @param contender who locks
 */
record TwoNames(Contender contender) implements Contender {

	@Override
	public HeldLock acquire(String name) throws Exception {
		return this.contender.acquireBoth(name, name + ":other");
	}

	@Override
	public void close() throws Exception {
		this.contender.close();
	}

}
