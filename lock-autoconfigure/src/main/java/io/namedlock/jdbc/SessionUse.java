package io.namedlock.jdbc;

import io.namedlock.core.LockKey;
import org.jspecify.annotations.Nullable;

/**
 * What a session of the pool is used for. Guarded by the pool's lock.
 */
final class SessionUse {

	private final int[] counts = new int[Kind.values().length];

	private @Nullable Thread owner;

	private @Nullable LockKey wanted;

	private long idleSince = System.nanoTime();

	void begin(Kind kind) {
		this.counts[kind.ordinal()]++;
	}

	void end(Kind kind) {
		this.counts[kind.ordinal()]--;
		if (!isWaiting()) {
			this.wanted = null;
		}
		if (isIdle()) {
			this.owner = null;
		}
		this.idleSince = System.nanoTime();
	}

	/**
	 * Notes for whom the session waits, and for what. It is that owner's as long as it
	 * holds its locks.
	 */
	void own(Thread owner, LockKey wanted) {
		this.owner = owner;
		this.wanted = wanted;
	}

	/**
	 * Notes that a lock of the session belongs to no thread any more.
	 */
	void disown() {
		this.owner = null;
	}

	/**
	 * The thread that all locks of the session belong to, if there is one.
	 */
	@Nullable Thread owner() {
		return this.owner;
	}

	/**
	 * The lock that the owner waits for.
	 */
	@Nullable LockKey wanted() {
		return this.wanted;
	}

	/**
	 * How many locks the session holds, or will if all who try for one get it.
	 */
	int places() {
		return count(Kind.ATTEMPT) + count(Kind.LOCK) + count(Kind.WAIT);
	}

	boolean isAttempting() {
		return count(Kind.ATTEMPT) > 0;
	}

	boolean isWaiting() {
		return count(Kind.WAIT) > 0;
	}

	boolean isIdle() {
		return places() == 0 && count(Kind.QUESTION) == 0;
	}

	boolean isIdleFor(long nanos) {
		return isIdle() && System.nanoTime() - this.idleSince > nanos;
	}

	private int count(Kind kind) {
		return this.counts[kind.ordinal()];
	}

	/**
	 * What a session can be used for.
	 */
	enum Kind {

		/**
		 * A question, which changes nothing.
		 */
		QUESTION,

		/**
		 * An attempt to have a lock that does not wait.
		 */
		ATTEMPT,

		/**
		 * A wait for a lock, beside which there is nothing else.
		 */
		WAIT,

		/**
		 * A lock that the session holds.
		 */
		LOCK

	}

}
