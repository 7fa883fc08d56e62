package io.namedlock.benchmarks.soak;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;

import io.namedlock.LockException;
import io.namedlock.LockHandle;
import io.namedlock.LockRegistry;
import io.namedlock.LockRequest;

/**
 * A thread that takes locks in every way there is, for times of its own choice, until it
 * is told to end. What the library refuses is part of the game; anything else ends it.
 */
final class SoakUser implements Runnable {

	private static final int WAYS = 6;

	private final LockRegistry registry;

	private final SoakTally tally;

	SoakUser(LockRegistry registry, SoakTally tally) {
		this.registry = registry;
		this.tally = tally;
	}

	@Override
	public void run() {
		while (this.tally.isRunning()) {
			try {
				use(random(WAYS));
				this.tally.taken();
			}
			catch (LockException | InterruptedException ex) {
				this.tally.refused();
			}
			catch (RuntimeException | Error ex) {
				this.tally.unexpected(ex);
			}
			Thread.interrupted();
		}
	}

	private void use(int way) throws InterruptedException {
		LockRequest request = LockRequest.of(SoakNames.any()).waitingAtMost(Duration.ofMillis(random(300)));
		switch (way) {
			case 0 -> hold(this.registry.acquire(request));
			case 1 -> hold(this.registry.acquire(request.fenced()));
			case 2 -> hold(this.registry.acquire(request.heldAtLeast(Duration.ofMillis(random(20)))).detach());
			case 3 -> hold(this.registry.acquire(
					LockRequest.ofAll(SoakNames.any(), SoakNames.any()).waitingAtMost(Duration.ofMillis(random(300)))));
			case 4 -> {
				Optional<LockHandle> handle = this.registry.tryAcquire(request);
				if (handle.isPresent()) {
					hold(handle.get());
				}
			}
			default -> lock(this.registry.obtain(SoakNames.any()));
		}
	}

	private static void hold(LockHandle handle) {
		try (handle) {
			pause();
		}
	}

	private static void lock(Lock lock) throws InterruptedException {
		if (lock.tryLock(random(300), TimeUnit.MILLISECONDS)) {
			try {
				pause();
			}
			finally {
				lock.unlock();
			}
		}
	}

	/**
	 * Mostly short, so that hands change, and sometimes long enough for others to give
	 * up.
	 */
	private static void pause() {
		int micros = (random(20) == 0) ? 50_000 : random(2_000);
		LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(micros));
	}

	private static int random(int bound) {
		return ThreadLocalRandom.current().nextInt(bound);
	}

}
