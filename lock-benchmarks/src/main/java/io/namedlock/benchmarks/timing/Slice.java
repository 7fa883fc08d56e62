package io.namedlock.benchmarks.timing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;

import io.namedlock.benchmarks.contender.Contender;
import org.jspecify.annotations.Nullable;

/**
 * A short stretch of time that belongs to one contender.
 *
 * @param contender who locks
 * @param course which names
 * @param names the course's names
 * @param owners where owners are written down, {@code null} for what does not lock
 * @param firstOwner the number of the first thread's owner, not zero
 * @param nanos how long
 */
public record Slice(Contender contender, Course course, String[] names, @Nullable Owners owners, long firstOwner,
		long nanos) {

	/**
	 * Runs it with new threads.
	 * @param threads what makes the threads
	 * @return what was done
	 * @throws Exception the first failure of a thread
	 */
	public SliceResult run(ThreadFactory threads) throws Exception {
		CountDownLatch start = new CountDownLatch(1);
		List<LockLoop> loops = new ArrayList<>();
		List<Thread> running = new ArrayList<>();
		for (int i = 0; i < this.course.threads(); i++) {
			LockLoop loop = new LockLoop(this, i, start);
			loops.add(loop);
			running.add(threads.newThread(loop));
		}
		running.forEach(Thread::start);
		start.countDown();
		for (Thread thread : running) {
			thread.join();
		}
		return result(loops);
	}

	private SliceResult result(List<LockLoop> loops) throws Exception {
		Latencies latencies = new Latencies();
		for (LockLoop loop : loops) {
			Exception failure = loop.failure();
			if (failure != null) {
				throw failure;
			}
			latencies.addAll(loop.latencies());
		}
		return new SliceResult(loops.stream().mapToLong(LockLoop::pairs).toArray(), this.nanos, latencies);
	}

}
