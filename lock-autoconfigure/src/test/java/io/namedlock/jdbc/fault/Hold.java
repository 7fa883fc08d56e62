package io.namedlock.jdbc.fault;

import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.namedlock.LockHandle;

/**
 * A lock in somebody's hands, and what is known of the time that they believed so.
 */
final class Hold {

	private final String owner;

	private final Set<String> names;

	private final LockHandle handle;

	private final long asked;

	private final long granted = System.nanoTime();

	private final AtomicLong believed = new AtomicLong(this.granted);

	private volatile long leaving = Long.MAX_VALUE;

	private volatile long left = Long.MAX_VALUE;

	private volatile boolean told;

	/**
	 * Notes a grant.
	 * @param asked when it was asked for
	 */
	Hold(String owner, Set<String> names, LockHandle handle, long asked) {
		this.owner = owner;
		this.names = names;
		this.handle = handle;
		this.asked = asked;
		handle.onLost(() -> this.told = true);
	}

	boolean isOf(String node) {
		return this.owner.equals(node);
	}

	LockHandle handle() {
		return this.handle;
	}

	Set<String> names() {
		return this.names;
	}

	long asked() {
		return this.asked;
	}

	long granted() {
		return this.granted;
	}

	boolean isFenced() {
		return this.handle.fencingToken().isPresent();
	}

	long token() {
		return this.handle.fencingToken().orElseThrow();
	}

	/**
	 * The last moment at which the owner was seen to believe that they hold the lock.
	 */
	long believed() {
		return this.believed.get();
	}

	/**
	 * When the owner began to give the lock back, or the end of time.
	 */
	long leaving() {
		return this.leaving;
	}

	/**
	 * When the owner heard that the lock is given back, or the end of time if they did
	 * not.
	 */
	long left() {
		return this.left;
	}

	/**
	 * Whether the owner heard of a loss by a notice.
	 */
	boolean isTold() {
		return this.told;
	}

	/**
	 * Whether the owner believes, now, that they hold the lock.
	 */
	boolean isBelieved() {
		long now = System.nanoTime();
		boolean believes = this.leaving == Long.MAX_VALUE && this.handle.isHeld() && this.leaving == Long.MAX_VALUE;
		if (believes) {
			this.believed.accumulateAndGet(now, Math::max);
		}
		return believes;
	}

	void leave() {
		this.leaving = System.nanoTime();
	}

	void leftWell() {
		this.left = System.nanoTime();
	}

	@Override
	public String toString() {
		return "%s %s [%d..%d believed until %d, left %d..%d]".formatted(this.owner, this.names, micros(this.asked),
				micros(this.granted), micros(this.believed.get()), micros(this.leaving), micros(this.left));
	}

	private static long micros(long moment) {
		return (moment == Long.MAX_VALUE) ? -1 : TimeUnit.NANOSECONDS.toMicros(moment) % 100_000_000;
	}

}
