package io.namedlock.core;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which thread of this JVM waits in which line. A thread that is about to wait for
 * another one that waits, itself or through others, for it, would wait for ever. Who
 * waits for several others needs all of them to give the lock back, so a cycle through
 * any of them is one.
 */
final class WaitForGraph {

	private final Map<Thread, Place> waiting = new HashMap<>();

	/**
	 * Notes that a thread waits, unless that would close a cycle. Since a hold is entered
	 * in its gate before its owner can wait for anything else, the last one of a cycle
	 * always sees the others.
	 * @return {@code false} if it would close a cycle
	 */
	synchronized boolean enter(Waiter waiter, Gate gate) {
		Place place = new Place(waiter, gate);
		if (leadsBack(place)) {
			return false;
		}
		this.waiting.put(waiter.thread(), place);
		return true;
	}

	synchronized void leave(Waiter waiter) {
		this.waiting.remove(waiter.thread());
	}

	private boolean leadsBack(Place start) {
		Set<Thread> seen = new HashSet<>();
		Deque<Place> places = new ArrayDeque<>(List.of(start));
		while (!places.isEmpty()) {
			for (Thread blocker : places.remove().blockers()) {
				if (blocker == start.waiter().thread()) {
					return true;
				}
				Place next = this.waiting.get(blocker);
				if (next != null && seen.add(blocker)) {
					places.add(next);
				}
			}
		}
		return false;
	}

	private record Place(Waiter waiter, Gate gate) {

		List<Thread> blockers() {
			return this.gate.blockersOf(this.waiter);
		}

	}

}
