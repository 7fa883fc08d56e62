package io.namedlock.core;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.namedlock.LockEvent;
import io.namedlock.LockListener;
import io.namedlock.LockRequest;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Tells what becomes of requests, locks and sessions: to the log at level {@code DEBUG},
 * and to listeners. Those are an application's code, so nothing is told under a gate's
 * monitor. Safe for use by several threads.
 */
final class LockEvents implements LockListener {

	private static final Log logger = LogFactory.getLog(LockEvents.class);

	private final List<LockListener> listeners = new CopyOnWriteArrayList<>();

	private final @Nullable LeakDetection leakDetection;

	/**
	 * Reports a lock as a leak once it is held for longer than the threshold; never if
	 * that is zero.
	 */
	LockEvents(Duration leakDetectionThreshold) {
		this.leakDetection = leakDetectionThreshold.isZero() ? null : new LeakDetection(leakDetectionThreshold);
	}

	void add(LockListener listener) {
		this.listeners.add(listener);
	}

	/**
	 * Whether anybody wants to know. Until then nothing of this costs anything.
	 */
	boolean isWanted() {
		return this.leakDetection != null || !this.listeners.isEmpty() || logger.isDebugEnabled();
	}

	/**
	 * Tells that the current thread has got all locks that it asked for, and watches what
	 * becomes of those that it did not have before.
	 */
	void acquired(LockRequest request, Duration waited, List<Claim> claims) {
		onEvent(new LockEvent.Acquired(request, waited, claims.stream().allMatch(Claim::isReentrant)));
		for (Claim claim : claims) {
			if (!claim.isReentrant()) {
				watchOwner(claim);
			}
			// Who listens only since then hears nothing of an owner that began before
			OwnerWatch watch = claim.owner().watch();
			if (watch != null) {
				claim.onLost(watch::lost);
			}
		}
	}

	/**
	 * Tells that the current thread begins to stand in line, which no event does.
	 */
	void waits(Waiter waiter) {
		if (logger.isDebugEnabled()) {
			logger.debug("Lock '%s': thread '%s' waits for at most %d ms, since %s".formatted(waiter.name(),
					waiter.thread().getName(), waiter.attempt().deadline().remainingNanos() / 1_000_000,
					waiter.gate().describeHolder()));
		}
	}

	@Override
	public void onEvent(LockEvent event) {
		if (logger.isDebugEnabled()) {
			logger.debug(describe(event));
		}
		for (LockListener listener : this.listeners) {
			try {
				listener.onEvent(event);
			}
			catch (Throwable ex) {
				logger.warn("A listener of locks failed at %s".formatted(event.getClass().getSimpleName()), ex);
			}
		}
	}

	void close() {
		if (this.leakDetection != null) {
			this.leakDetection.close();
		}
	}

	private void watchOwner(Claim first) {
		Owner owner = first.owner();
		OwnerWatch watch = new OwnerWatch(first, this, this.leakDetection);
		owner.setWatch(watch);
		if (owner.handOvers() > 0) {
			watch.handedOver(owner.handOvers());
		}
	}

	private static String describe(LockEvent event) {
		if (event instanceof LockEvent.OfRequest ofRequest) {
			return "Lock '%s': thread '%s' %s".formatted(ofRequest.request(), Thread.currentThread().getName(),
					whatBecameOf(ofRequest));
		}
		if (event instanceof LockEvent.Lost lost) {
			return Failures.lostText(lost.lock().name(),
					"%d ms after thread '%s' had got it".formatted(lost.held().toMillis(), lost.lock().thread()));
		}
		if (event instanceof LockEvent.HandedOver handedOver) {
			return "Lock '%s': thread '%s' got it by a hand-over in this JVM, number %d in a row"
				.formatted(handedOver.lock().name(), handedOver.lock().thread(), handedOver.handOvers());
		}
		if (event instanceof LockEvent.Released released) {
			return "Lock '%s': thread '%s' released it after %d ms".formatted(released.lock().name(),
					released.lock().thread(), released.held().toMillis());
		}
		return event.toString();
	}

	private static String whatBecameOf(LockEvent.OfRequest event) {
		if (event instanceof LockEvent.Acquired acquired) {
			return "%s it after %d ms".formatted(acquired.reentrant() ? "had it already and got" : "acquired",
					acquired.waited().toMillis());
		}
		if (event instanceof LockEvent.Refused refused) {
			Throwable failure = refused.failure();
			return "did not get it within %d ms%s".formatted(refused.waited().toMillis(),
					(failure != null) ? ": " + failure : "");
		}
		return "asks for it";
	}

}
