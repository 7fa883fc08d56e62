package io.namedlock.jdbc.session;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * Lets a batch wait a moment for calls that are about to come, where a round trip is long
 * enough to pay for it: who has just been answered will soon want something else, and
 * would otherwise wait for the answer to those who were faster. One thread at a time
 * gathers; {@link #arrived} may be called by any thread.
 */
final class Gathering {

	/**
	 * Below that, a round trip costs less than a thread that parks.
	 */
	static final long SHORTEST_ROUND_TRIP_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

	/**
	 * Which part of a round trip may be spent on waiting.
	 */
	private static final int PART = 6;

	/**
	 * How slowly the round trip follows statements that took longer.
	 */
	private static final int INERTIA = 8;

	private final LongSupplier nanoTime;

	private final LongConsumer parkNanos;

	private volatile @Nullable Thread gatherer;

	private volatile int wanted;

	private long roundTripNanos;

	Gathering() {
		this(System::nanoTime, LockSupport::parkNanos);
	}

	Gathering(LongSupplier nanoTime, LongConsumer parkNanos) {
		this.nanoTime = nanoTime;
		this.parkNanos = parkNanos;
	}

	long now() {
		return this.nanoTime.getAsLong();
	}

	/**
	 * Waits until as many calls are pending as there were at the last answer, those
	 * answered and those that had come meanwhile; not for long, and not at all on a fast
	 * network or when interrupted.
	 */
	void await(IntSupplier pending) {
		if (this.roundTripNanos >= SHORTEST_ROUND_TRIP_NANOS && pending.getAsInt() < this.wanted) {
			this.gatherer = Thread.currentThread();
			long end = now() + this.roundTripNanos / PART;
			long remaining = end - now();
			while (remaining > 0 && pending.getAsInt() < this.wanted && !Thread.currentThread().isInterrupted()) {
				this.parkNanos.accept(remaining);
				remaining = end - now();
			}
			this.gatherer = null;
		}
	}

	/**
	 * Ends the waiting if there are enough calls now.
	 */
	void arrived(IntSupplier pending) {
		Thread waiting = this.gatherer;
		if (waiting != null && pending.getAsInt() >= this.wanted) {
			LockSupport.unpark(waiting);
		}
	}

	/**
	 * Learns from a statement that was answered. Only one with a single call can say that
	 * the network has become slower: a large one takes longer at the server.
	 * @param calls how many calls it had
	 * @param pending how many have come meanwhile
	 * @param since when it was sent
	 */
	void answered(int calls, int pending, long since) {
		long nanos = now() - since;
		if (this.roundTripNanos == 0 || nanos < this.roundTripNanos) {
			this.roundTripNanos = nanos;
		}
		else if (calls == 1) {
			this.roundTripNanos += (nanos - this.roundTripNanos) / INERTIA;
		}
		this.wanted = Math.min(calls + pending, CallQueue.MAX_BATCH);
	}

}
