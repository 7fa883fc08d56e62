package io.namedlock.core;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

import io.namedlock.LockEvent;
import io.namedlock.LockListener;
import io.namedlock.LockLostException;
import org.jspecify.annotations.Nullable;

/**
 * Tells what becomes of one owner, until it has let go of its lock. Safe for use by
 * several threads.
 */
final class OwnerWatch {

	private final LockEvent.Subject lock;

	private final long since;

	private final LockListener listener;

	private final @Nullable LeakAlarm alarm;

	private final AtomicBoolean lost = new AtomicBoolean();

	/**
	 * Creates the watch.
	 * @param first the claim with which the owner began
	 * @param listener who is told; throws nothing
	 * @param leaks reports the owner if it does not let go, unless that is switched off
	 */
	OwnerWatch(Claim first, LockListener listener, @Nullable LeakDetection leaks) {
		Owner owner = first.owner();
		this.lock = new LockEvent.Subject(first.name(), first.template(), owner.hold().tenure().mode(),
				owner.thread().getName());
		this.since = first.since();
		this.listener = listener;
		this.alarm = (leaks != null) ? leaks.alarm(this.lock, listener) : null;
	}

	/**
	 * Watches for the loss of the lock as long as the given claim is open.
	 */
	static void expectLoss(Claim claim) {
		OwnerWatch watch = claim.owner().watch();
		if (watch != null) {
			claim.onLost(watch::lost);
		}
	}

	void handedOver(int handOvers) {
		this.listener.onEvent(new LockEvent.HandedOver(this.lock, handOvers));
	}

	/**
	 * Lets the owner let go.
	 * @param end what is done for that; a lock may be found lost there
	 */
	void end(Runnable end) {
		Duration held = held();
		if (this.alarm != null) {
			this.alarm.cancel(held);
		}
		try {
			end.run();
		}
		catch (LockLostException ex) {
			lost();
			throw ex;
		}
		finally {
			this.listener.onEvent(new LockEvent.Released(this.lock, held));
		}
	}

	private void lost() {
		if (this.lost.compareAndSet(false, true)) {
			this.listener.onEvent(new LockEvent.Lost(this.lock, held()));
		}
	}

	private Duration held() {
		return Duration.ofNanos(System.nanoTime() - this.since);
	}

}
