package io.namedlock.sample.watch;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import io.namedlock.LockRequest;
import io.namedlock.sample.watch.LockUse.State;

/**
 * What this instance holds and waits for at the moment, and the last waits that ended.
 * Safe for use by several threads.
 */
class LockBoard {

	private static final int LAST_WAITS = 500;

	/**
	 * Begins at the time of day: a page that has seen the numbers of this instance before
	 * it was started anew finds only greater ones.
	 */
	private final AtomicLong numbers = new AtomicLong(System.currentTimeMillis());

	private final Map<Long, LockUse> uses = new ConcurrentHashMap<>();

	private final Deque<Wait> waits = new ArrayDeque<>();

	LockUse begin(LockRequest request) {
		long now = System.nanoTime();
		LockUse use = new LockUse(this.numbers.incrementAndGet(), request, Thread.currentThread().getName(),
				State.WAITING, now, now);
		this.uses.put(use.number(), use);
		return use;
	}

	void granted(LockUse use) {
		long now = System.nanoTime();
		this.uses.put(use.number(), use.in(State.HELD, now));
		waited(use, true, now);
	}

	void refused(LockUse use) {
		this.uses.remove(use.number());
		waited(use, false, System.nanoTime());
	}

	void released(LockUse use) {
		long now = System.nanoTime();
		this.uses.computeIfPresent(use.number(), (number, held) -> held.isKept(now) ? held.in(State.KEPT, now) : null);
	}

	/**
	 * What is held and waited for.
	 * @return the locks by the order of their requests
	 */
	List<LockView> locks() {
		long now = System.nanoTime();
		this.uses.values().removeIf((use) -> use.isOver(now));
		return this.uses.values()
			.stream()
			.sorted(Comparator.comparingLong(LockUse::number))
			.flatMap((use) -> use.views(now))
			.toList();
	}

	/**
	 * The waits that have ended, the oldest first.
	 * @param after the number of the last one that is known already
	 * @return those that ended later, at most 500
	 */
	List<WaitView> waits(long after) {
		long now = System.nanoTime();
		synchronized (this.waits) {
			return this.waits.stream().filter((wait) -> wait.number > after).map((wait) -> wait.view(now)).toList();
		}
	}

	private void waited(LockUse use, boolean granted, long now) {
		synchronized (this.waits) {
			this.waits.add(new Wait(this.numbers.incrementAndGet(), use.request().toString(), now - use.since(),
					granted, now));
			if (this.waits.size() > LAST_WAITS) {
				this.waits.remove();
			}
		}
	}

	private record Wait(long number, String name, long nanos, boolean granted, long endedAt) {

		WaitView view(long now) {
			return new WaitView(this.number, this.name, millis(this.nanos), this.granted, millis(now - this.endedAt));
		}

		private static double millis(long nanos) {
			return nanos / 1_000 / 1_000.0;
		}

	}

}
