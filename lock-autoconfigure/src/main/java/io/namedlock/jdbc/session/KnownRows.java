package io.namedlock.jdbc.session;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.namedlock.core.LockKey;

/**
 * Keys whose rows are there, as far as this JVM knows, so that nobody looks for them each
 * time. Safe for use by several threads.
 */
final class KnownRows {

	private static final int MOST = 10_000;

	private final Set<LockKey> keys = ConcurrentHashMap.newKeySet();

	boolean isKnown(LockKey key) {
		return this.keys.contains(key);
	}

	void know(LockKey key) {
		if (this.keys.size() >= MOST) {
			this.keys.clear();
		}
		this.keys.add(key);
	}

	void forget(LockKey key) {
		this.keys.remove(key);
	}

}
