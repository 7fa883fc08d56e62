package io.namedlock.jdbc;

import java.util.concurrent.locks.LockSupport;

/**
 * The place of a thread among those that want a connection.
 */
class PlaceInLine {

	private final Thread caller = Thread.currentThread();

	/**
	 * Lets the caller look again whether it is its turn, or needs none any more.
	 */
	void wakeCaller() {
		LockSupport.unpark(this.caller);
	}

}
