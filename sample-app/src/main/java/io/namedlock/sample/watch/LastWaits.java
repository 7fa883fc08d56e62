package io.namedlock.sample.watch;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import io.namedlock.LockEvent;
import io.namedlock.LockListener;
import io.namedlock.LockRequest;
import org.springframework.stereotype.Component;

/**
 * The last waits that have ended in this instance. Safe for use by several threads.
 */
@Component
class LastWaits implements LockListener {

	private static final int MOST = 500;

	private final Deque<Wait> waits = new ArrayDeque<>();

	/**
	 * Begins at the time of day: a page that has seen the numbers of this instance before
	 * it was started anew finds only greater ones.
	 */
	private long number = System.currentTimeMillis();

	@Override
	public void onEvent(LockEvent event) {
		if (event instanceof LockEvent.Acquired acquired) {
			add(acquired.request(), acquired.waited(), true);
		}
		else if (event instanceof LockEvent.Refused refused) {
			add(refused.request(), refused.waited(), false);
		}
	}

	/**
	 * The waits that have ended, the oldest first.
	 * @param after the number of the last one that is known already
	 * @return those that ended later, at most 500
	 */
	synchronized List<WaitView> after(long after) {
		long now = System.nanoTime();
		return this.waits.stream().filter((wait) -> wait.number > after).map((wait) -> wait.view(now)).toList();
	}

	private synchronized void add(LockRequest request, Duration waited, boolean granted) {
		this.waits.add(new Wait(++this.number, request.toString(), waited.toNanos(), granted, System.nanoTime()));
		if (this.waits.size() > MOST) {
			this.waits.remove();
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
