package io.namedlock.jdbc.fault;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.namedlock.LockException;
import io.namedlock.LockHandle;
import io.namedlock.LockRegistry;
import io.namedlock.LockRequest;

/**
 * Many threads of several nodes that go for few locks, again and again.
 */
final class Storm implements AutoCloseable {

	private static final int NAMES = 50;

	private static final Duration WAIT = Duration.ofSeconds(5);

	private static final long WORK_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

	/**
	 * What an application does that is told that the database has failed.
	 */
	private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

	private final String prefix = "storm:" + UUID.randomUUID() + ":";

	private final List<Witness> witnesses;

	private final ConcurrentLinkedQueue<LockException> errors = new ConcurrentLinkedQueue<>();

	private final ConcurrentLinkedQueue<String> wrongs = new ConcurrentLinkedQueue<>();

	private final ExecutorService threads;

	private final int size;

	private volatile CountDownLatch round = new CountDownLatch(0);

	private volatile int rounds;

	private volatile boolean over;

	private volatile long excusedUntil = Long.MIN_VALUE;

	/**
	 * Lets threads begin.
	 * @param size how many there are
	 */
	Storm(List<? extends LockRegistry> nodes, int size) {
		this.size = size;
		this.witnesses = Stream.generate(() -> new Witness(() -> this.excusedUntil)).limit(NAMES).toList();
		this.threads = Executors.newFixedThreadPool(size);
		for (int i = 0; i < size; i++) {
			LockRegistry node = nodes.get(i % nodes.size());
			this.threads.execute(() -> run(node));
		}
	}

	/**
	 * Begins or ends the time in which two may believe that they hold a lock.
	 * @param moment its end, on the monotonic clock
	 */
	void excuseUntil(long moment) {
		this.excusedUntil = moment;
	}

	/**
	 * Waits until each thread has had a lock once more.
	 * @return {@code false} if that takes longer than the given time
	 */
	boolean awaitRound(Duration limit) throws InterruptedException {
		CountDownLatch next = new CountDownLatch(this.size);
		this.round = next;
		this.rounds++;
		return next.await(limit.toNanos(), TimeUnit.NANOSECONDS);
	}

	/**
	 * What requests and releases failed with.
	 */
	List<LockException> failures() {
		return List.copyOf(this.errors);
	}

	/**
	 * What must not be, in words.
	 */
	List<String> wrongs() {
		return List.copyOf(this.wrongs);
	}

	/**
	 * The locks that a node does not get at once, although nobody holds them after the
	 * storm.
	 */
	List<String> leftLocked(LockRegistry node) {
		return IntStream.range(0, NAMES)
			.mapToObj((index) -> this.prefix + index)
			.filter((name) -> !isFree(node, name))
			.toList();
	}

	/**
	 * Ends the storm.
	 */
	@Override
	public void close() {
		this.over = true;
		this.threads.shutdown();
		try {
			if (!this.threads.awaitTermination(20, TimeUnit.SECONDS)) {
				this.wrongs.add("threads hang");
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static boolean isFree(LockRegistry node, String name) {
		Optional<LockHandle> handle = node.tryAcquire(LockRequest.of(name).waitingAtMost(Duration.ZERO));
		handle.ifPresent(LockHandle::close);
		return handle.isPresent();
	}

	private void run(LockRegistry node) {
		int seen = 0;
		while (!this.over) {
			int current = this.rounds;
			CountDownLatch counting = this.round;
			if (visit(node) && current > seen) {
				seen = current;
				counting.countDown();
			}
		}
	}

	private boolean visit(LockRegistry node) {
		int index = ThreadLocalRandom.current().nextInt(NAMES);
		try {
			Optional<LockHandle> handle = node.tryAcquire(LockRequest.of(this.prefix + index).waitingAtMost(WAIT));
			handle.ifPresent((held) -> stay(this.witnesses.get(index), held));
			return handle.isPresent();
		}
		catch (LockException ex) {
			this.errors.add(ex);
			LockSupport.parkNanos(PAUSE_NANOS);
		}
		catch (Throwable ex) {
			this.wrongs.add("threw " + ex);
		}
		return false;
	}

	private void stay(Witness witness, LockHandle held) {
		if (!witness.enter(held)) {
			this.wrongs.add("two believe at the same time that they hold lock " + held.name());
		}
		LockSupport.parkNanos(WORK_NANOS);
		witness.leave(held);
		held.close();
	}

}
