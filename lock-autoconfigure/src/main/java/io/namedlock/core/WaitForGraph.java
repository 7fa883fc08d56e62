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
 * another one that waits, itself or through others, for it, would wait for ever. A thread
 * that waits for several others needs all of them to give the lock back, so a cycle
 * through one of them is enough. Safe for use by several threads.
 */
final class WaitForGraph {

	/**
	 * Who stands in line, by thread. Guarded by the monitor of this graph, under which
	 * the monitors of gates are taken, never the other way round.
	 */
	private final Map<Thread, Waiter> waiting = new HashMap<>();

	/**
	 * Notes that a thread waits, unless that would close a cycle. Since a hold is entered
	 * in its gate before its owner can wait for anything else, the last one of a cycle
	 * always sees the others.
	 * @return {@code false} if it would close a cycle
	 */
	synchronized boolean enter(Waiter waiter) {
		if (leadsBack(waiter)) {
			return false;
		}
		this.waiting.put(waiter.thread(), waiter);
		return true;
	}

	synchronized void leave(Waiter waiter) {
		this.waiting.remove(waiter.thread());
	}

	private boolean leadsBack(Waiter start) {
		Set<Thread> seen = new HashSet<>();
		Deque<Waiter> waiters = new ArrayDeque<>(List.of(start));
		while (!waiters.isEmpty()) {
			Waiter waiter = waiters.remove();
			for (Thread blocker : waiter.gate().blockersOf(waiter)) {
				if (blocker == start.thread()) {
					return true;
				}
				Waiter next = this.waiting.get(blocker);
				if (next != null && seen.add(blocker)) {
					waiters.add(next);
				}
			}
		}
		return false;
	}

}
