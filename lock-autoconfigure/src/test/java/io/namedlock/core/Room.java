package io.namedlock.core;

/**
 * A place that loses count of its visitors when two of them come at once.
 */
public final class Room {

	private volatile int visits;

	public void visit() {
		int before = this.visits;
		Thread.yield();
		this.visits = before + 1;
	}

	public int visits() {
		return this.visits;
	}

}
