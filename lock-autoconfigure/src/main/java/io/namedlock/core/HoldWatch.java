package io.namedlock.core;

import java.time.Duration;
import java.util.List;

import io.namedlock.LockEvent;
import io.namedlock.LockRequest;
import org.jspecify.annotations.Nullable;

/**
 * Tells what becomes of requests and of the locks that they got, if anybody wants to
 * know. Safe for use by several threads.
 */
final class HoldWatch {

	private final LockEvents events = new LockEvents();

	private final @Nullable LeakDetection leakDetection;

	/**
	 * Creates the watch.
	 * @param leakDetectionThreshold after how long a lock that is still held is reported
	 * as a leak; zero never
	 */
	HoldWatch(Duration leakDetectionThreshold) {
		this.leakDetection = leakDetectionThreshold.isZero() ? null : new LeakDetection(leakDetectionThreshold);
	}

	LockEvents events() {
		return this.events;
	}

	/**
	 * Whether anybody wants to know. Until then nothing of this costs anything.
	 */
	boolean isOn() {
		return this.leakDetection != null || this.events.isWanted();
	}

	/**
	 * Takes locks, and tells how that went.
	 * @param request what is asked for
	 * @param taking takes the locks, or tells {@code null} if the time is over
	 * @param claims is given the claims that were made
	 */
	<T, E extends Exception> @Nullable T around(LockRequest request, Taking<T, E> taking, Claims<T> claims) throws E {
		Deadline start = Deadline.never();
		this.events.onEvent(new LockEvent.Requested(request));
		try {
			T taken = taking.take();
			if (taken == null) {
				refused(request, start, null);
			}
			else {
				acquired(request, start, claims.of(taken));
			}
			return taken;
		}
		catch (Throwable ex) {
			refused(request, start, ex);
			throw ex;
		}
	}

	void close() {
		if (this.leakDetection != null) {
			this.leakDetection.close();
		}
	}

	private void refused(LockRequest request, Deadline start, @Nullable Throwable failure) {
		this.events.onEvent(new LockEvent.Refused(request, waited(start), failure));
	}

	private void acquired(LockRequest request, Deadline start, List<Claim> claims) {
		List<Claim> first = claims.stream().filter((claim) -> claim.owner().first() == claim).toList();
		this.events.onEvent(new LockEvent.Acquired(request, waited(start), first.isEmpty()));
		first.forEach(this::watch);
		claims.forEach(OwnerWatch::expectLoss);
	}

	private void watch(Claim first) {
		OwnerWatch watch = new OwnerWatch(first, this.events, this.leakDetection);
		first.owner().watch(watch);
		int handOvers = first.owner().handOvers();
		if (handOvers > 0) {
			watch.handedOver(handOvers);
		}
	}

	private static Duration waited(Deadline start) {
		return Duration.ofNanos(start.elapsedNanos());
	}

	/**
	 * Takes locks.
	 */
	@FunctionalInterface
	interface Taking<T, E extends Exception> {

		@Nullable T take() throws E;

	}

	/**
	 * The claims behind what was taken.
	 */
	@FunctionalInterface
	interface Claims<T> {

		List<Claim> of(T taken);

	}

}
