package io.namedlock.benchmarks.timing;

import java.util.concurrent.CountDownLatch;

import io.namedlock.benchmarks.contender.Contender;
import io.namedlock.benchmarks.contender.HeldLock;
import org.jspecify.annotations.Nullable;

/**
 * One thread that acquires and releases locks until its time is over.
 */
final class LockLoop implements Runnable {

	private final Slice slice;

	private final int thread;

	private final CountDownLatch start;

	private final Latencies latencies = new Latencies();

	private long pairs;

	private volatile @Nullable Exception failure;

	LockLoop(Slice slice, int thread, CountDownLatch start) {
		this.slice = slice;
		this.thread = thread;
		this.start = start;
	}

	@Override
	public void run() {
		try {
			this.start.await();
			loop(System.nanoTime() + this.slice.nanos());
		}
		catch (Exception ex) {
			this.failure = ex;
		}
	}

	long pairs() {
		return this.pairs;
	}

	Latencies latencies() {
		return this.latencies;
	}

	@Nullable Exception failure() {
		return this.failure;
	}

	private void loop(long end) throws Exception {
		String[] names = this.slice.names();
		long before = System.nanoTime();
		for (int round = 0; before - end < 0; round++) {
			int lock = this.slice.course().lock(this.thread, round);
			pair(this.slice.contender(), lock, names[lock]);
			long after = System.nanoTime();
			count(after - before, after - end <= 0);
			before = after;
		}
	}

	private void pair(Contender contender, int lock, String name) throws Exception {
		long owner = this.slice.firstOwner() + this.thread;
		HeldLock held = contender.acquire(name);
		if (this.slice.owners() != null) {
			this.slice.owners().acquired(lock, owner);
			this.slice.owners().releasing(lock, owner);
		}
		held.release();
	}

	private void count(long nanos, boolean inTime) {
		this.latencies.add(nanos);
		if (inTime) {
			this.pairs++;
		}
	}

}
