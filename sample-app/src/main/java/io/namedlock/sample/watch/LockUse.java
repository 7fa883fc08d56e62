package io.namedlock.sample.watch;

import java.time.Duration;
import java.util.stream.Stream;

import io.namedlock.LockRequest;

/**
 * One request for locks on its way from the wait to the release. Immutable.
 *
 * @param number the request's number
 * @param request what was requested
 * @param owner the thread that requested it
 * @param state where on the way it is
 * @param since when it came into that state, by {@link System#nanoTime()}
 * @param grantedAt when it was granted, by the same clock
 */
record LockUse(long number, LockRequest request, String owner, State state, long since, long grantedAt) {

	Stream<LockView> views(long now) {
		return this.request.names()
			.stream()
			.map((name) -> new LockView(name, this.state, this.owner, Duration.ofNanos(now - this.since).toMillis()));
	}

	LockUse in(State state, long now) {
		return new LockUse(this.number, this.request, this.owner, state, now,
				(state == State.HELD) ? now : this.grantedAt);
	}

	/**
	 * Whether locks that outlive their call are still kept.
	 */
	boolean isKept(long now) {
		return now - this.grantedAt < this.request.minimumHold().toNanos();
	}

	boolean isOver(long now) {
		return this.state == State.KEPT && !isKept(now);
	}

	/**
	 * The states a request can be in.
	 */
	enum State {

		/**
		 * It waits. One for several locks may hold some of them already.
		 */
		WAITING,

		/**
		 * Its locks are held by a call.
		 */
		HELD,

		/**
		 * The call has ended, and its locks are kept until their time is over.
		 */
		KEPT

	}

}
