package io.namedlock.core;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

import io.namedlock.LockEvent;
import io.namedlock.LockListener;
import org.jspecify.annotations.Nullable;

/**
 * Tells what becomes of one owner, until it has let go of its lock. Safe for use by
 * several threads.
 */
final class OwnerWatch {

	private final LockEvent.Subject lock;

	private final long since;

	private final LockListener listener;

	private final LeakDetection.@Nullable Alarm alarm;

	private final AtomicBoolean lost = new AtomicBoolean();

	/**
	 * Used by the thread that lets go alone.
	 */
	private Duration held = Duration.ZERO;

	/**
	 * Begins with the owner's first claim, on its thread. The listener throws nothing.
	 * Without leak detection, {@code leaks} is {@code null}.
	 */
	OwnerWatch(Claim first, LockListener listener, @Nullable LeakDetection leaks) {
		Owner owner = first.owner();
		this.lock = new LockEvent.Subject(first.name(), first.template(), owner.hold().tenure().mode(),
				owner.thread().getName());
		this.since = first.since();
		this.listener = listener;
		this.alarm = (leaks != null) ? leaks.alarm(this.lock, listener) : null;
	}

	void handedOver(int handOvers) {
		this.listener.onEvent(new LockEvent.HandedOver(this.lock, handOvers));
	}

	void lost() {
		if (this.lost.compareAndSet(false, true)) {
			this.listener.onEvent(new LockEvent.Lost(this.lock, sinceAcquired()));
		}
	}

	/**
	 * Notes that the owner begins to let go. How long that takes is not part of how long
	 * it had the lock.
	 */
	void leaving() {
		this.held = sinceAcquired();
		if (this.alarm != null) {
			this.alarm.cancel(this.held);
		}
	}

	void left() {
		this.listener.onEvent(new LockEvent.Released(this.lock, this.held));
	}

	private Duration sinceAcquired() {
		return Duration.ofNanos(System.nanoTime() - this.since);
	}

}
