package io.namedlock.jdbc;

/**
 * What a session of the pool is used for. Guarded by the pool's lock.
 */
final class SessionUse {

	private final int[] counts = new int[Kind.values().length];

	private long idleSince = System.nanoTime();

	void begin(Kind kind) {
		this.counts[kind.ordinal()]++;
	}

	void end(Kind kind) {
		this.counts[kind.ordinal()]--;
		this.idleSince = System.nanoTime();
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
