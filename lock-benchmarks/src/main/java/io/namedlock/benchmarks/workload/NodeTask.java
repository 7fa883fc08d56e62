package io.namedlock.benchmarks.workload;

import java.time.Duration;
import java.util.StringJoiner;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.namedlock.benchmarks.contender.Contender;
import io.namedlock.benchmarks.contender.HeldLock;
import io.namedlock.benchmarks.timing.Course;
import io.namedlock.benchmarks.timing.Slice;
import io.namedlock.benchmarks.timing.SliceResult;
import io.namedlock.benchmarks.timing.Threads;

/**
 * What one of two JVMs does with a contender.
 */
final class NodeTask {

	/**
	 * The first owner's number in the first JVM.
	 */
	static final long FIRST = 1;

	/**
	 * The first owner's number in the second JVM.
	 */
	static final long SECOND = 1_001;

	private static final long OVER = -1;

	private static final long POLL = Duration.ofNanos(50_000).toNanos();

	private static final long PATIENCE = Duration.ofSeconds(20).toNanos();

	private final NodeMemory memory;

	private final Contender contender;

	NodeTask(NodeMemory memory, Contender contender) {
		this.memory = memory;
		this.contender = contender;
	}

	/**
	 * Locks one name with several threads.
	 */
	SliceResult slice(String name, int threads, long nanos, long firstOwner) throws Exception {
		Course course = Course.oneName(name, threads);
		return new Slice(this.contender, course, course.names(), this.memory.owners(), firstOwner, nanos)
			.run(Threads.platform());
	}

	/**
	 * Holds a lock until the other JVM has waited for it for some time, and releases it;
	 * again and again. The other JVM must not be let in before.
	 * @param wait microseconds that the other JVM waits at least; at most twice as long
	 */
	void wake(String name, long nanos, int wait) throws Exception {
		long end = System.nanoTime() + nanos;
		try {
			for (long step = 0; System.nanoTime() - end < 0; step += 3) {
				wakeOnce(name, step, wait);
			}
		}
		finally {
			this.memory.step(OVER);
		}
	}

	/**
	 * The other side of {@link #wake}.
	 * @return the nanoseconds from each release to its wake-up
	 */
	String awaitWakes(String name) throws Exception {
		StringJoiner nanos = new StringJoiner(",");
		for (long step = 0; awaitStep(step + 1); step += 3) {
			this.memory.step(step + 2);
			HeldLock held = this.contender.acquire(name);
			nanos.add(Long.toString(System.nanoTime() - this.memory.releasedAt()));
			this.memory.owners().acquired(0, SECOND);
			this.memory.owners().releasing(0, SECOND);
			held.release();
			this.memory.step(step + 3);
		}
		return nanos.toString();
	}

	private void wakeOnce(String name, long step, int wait) throws Exception {
		HeldLock held = this.contender.acquire(name);
		this.memory.owners().acquired(0, FIRST);
		this.memory.step(step + 1);
		awaitStep(step + 2);
		TimeUnit.MICROSECONDS.sleep(wait + ThreadLocalRandom.current().nextInt(wait));
		this.memory.owners().releasing(0, FIRST);
		this.memory.releasedAt(System.nanoTime());
		held.release();
		awaitStep(step + 3);
	}

	/**
	 * Waits for the other JVM.
	 * @return whether it came to the step; if not, it is over
	 */
	private boolean awaitStep(long step) {
		long end = System.nanoTime() + PATIENCE;
		while (this.memory.step() != step && this.memory.step() != OVER) {
			if (System.nanoTime() - end > 0) {
				throw new IllegalStateException("The other JVM does not come to step " + step);
			}
			LockSupport.parkNanos(this, POLL);
		}
		return this.memory.step() == step;
	}

}
