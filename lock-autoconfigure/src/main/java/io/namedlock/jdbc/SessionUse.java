package io.namedlock.jdbc;

/**
 * What a session of the pool is used for. Guarded by the pool's lock.
 */
final class SessionUse {

	private int users;

	private boolean lent;

	private long idleSince = System.nanoTime();

	/**
	 * How many calls and locks share the session.
	 */
	int users() {
		return this.users;
	}

	boolean isLent() {
		return this.lent;
	}

	boolean isIdleFor(long nanos) {
		return !this.lent && this.users == 0 && System.nanoTime() - this.idleSince > nanos;
	}

	void share() {
		this.users++;
	}

	void lend() {
		this.lent = true;
	}

	void done() {
		this.users -= this.lent ? 0 : 1;
		this.lent = false;
		this.idleSince = System.nanoTime();
	}

}
