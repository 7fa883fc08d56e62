package io.namedlock.sample.watch;

import io.namedlock.LockOverview;

/**
 * A lock that is held or waited for.
 *
 * @param name the lock's name
 * @param state whether it is held or waited for
 * @param owner the thread that does so
 * @param forMillis for how long already
 */
record LockView(String name, State state, String owner, long forMillis) {

	static LockView of(LockOverview.Held held) {
		return new LockView(held.name(), held.detached() ? State.KEPT : State.HELD, held.thread(),
				held.heldFor().toMillis());
	}

	static LockView of(LockOverview.Waiting waiting) {
		return new LockView(waiting.name(), State.WAITING, waiting.thread(), waiting.waited().toMillis());
	}

	/**
	 * The states of a lock in the eyes of its owner.
	 */
	enum State {

		/**
		 * Its thread waits for it.
		 */
		WAITING,

		/**
		 * Its thread holds it.
		 */
		HELD,

		/**
		 * It is held, but no longer by the thread that acquired it.
		 */
		KEPT

	}

}
