package io.namedlock.benchmarks.timing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

import io.namedlock.benchmarks.contender.Contender;
import io.namedlock.benchmarks.contender.HeldLock;

/**
 * Threads that want one lock and keep it for a while. A lock that excludes nobody is
 * fast, and most workloads would not notice: their threads never meet, or hold a lock for
 * some nanoseconds only.
 */
final class ExclusionProbe {

	private static final int THREADS = 4;

	private static final int TIMES = 4;

	private static final long HOLD = Duration.ofMillis(1).toNanos();

	private final Contender contender;

	private final String name;

	private final Owners owners = new Owners(SharedMemory.ofThisJvm(1));

	ExclusionProbe(Contender contender, String name) {
		this.contender = contender;
		this.name = name;
	}

	/**
	 * Makes sure that the threads exclude each other.
	 * @throws BrokenLockException if they do not
	 */
	void run() throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(THREADS, Threads.platform());
		try {
			List<Callable<Boolean>> tasks = new ArrayList<>();
			for (int i = 1; i <= THREADS; i++) {
				long owner = i;
				tasks.add(() -> hold(owner));
			}
			for (Future<Boolean> task : threads.invokeAll(tasks)) {
				require(task);
			}
		}
		finally {
			threads.shutdown();
		}
	}

	private boolean hold(long owner) throws Exception {
		for (int i = 0; i < TIMES; i++) {
			HeldLock held = this.contender.acquire(this.name);
			this.owners.acquired(0, owner);
			LockSupport.parkNanos(this, HOLD);
			this.owners.releasing(0, owner);
			held.release();
		}
		return true;
	}

	private static void require(Future<?> task) throws Exception {
		try {
			task.get();
		}
		catch (ExecutionException ex) {
			throw (ex.getCause() instanceof Exception cause) ? cause : ex;
		}
	}

}
