package io.namedlock.core;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Which thread of this JVM waits in which line. A thread that is about to wait for
 * another one that waits, itself or through others, for it, would wait for ever.
 */
final class WaitForGraph {

	private final Map<Thread, Gate> waiting = new HashMap<>();

	/**
	 * Notes that a thread waits, unless that would close a cycle. Since a hold is entered
	 * in its gate before its owner can wait for anything else, the last one of a cycle
	 * always sees the others.
	 * @return {@code false} if it would close a cycle
	 */
	synchronized boolean enter(Thread thread, Gate gate) {
		int steps = 0;
		Thread holder = gate.boundThread();
		while (holder != null && holder != thread && steps++ <= this.waiting.size()) {
			holder = next(holder);
		}
		if (holder == thread) {
			return false;
		}
		this.waiting.put(thread, gate);
		return true;
	}

	synchronized void leave(Thread thread) {
		this.waiting.remove(thread);
	}

	private @Nullable Thread next(Thread thread) {
		Gate gate = this.waiting.get(thread);
		return (gate != null) ? gate.boundThread() : null;
	}

}
