package io.namedlock.core;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * The actions that are run once if a lock is lost while it is held. Watches the grant
 * only if there is one. Safe for use by several threads.
 */
final class LossWatch {

	private static final Log logger = LogFactory.getLog(LossWatch.class);

	private final LockGrant grant;

	private final BooleanSupplier standing;

	private final List<Entry> entries = new ArrayList<>(0);

	private boolean watching;

	LossWatch(LockGrant grant, BooleanSupplier standing) {
		this.grant = grant;
		this.standing = standing;
	}

	void add(Claim claim, Runnable action) {
		if (enter(new Entry(claim, action))) {
			this.grant.onLost(this::fire);
		}
		if (!this.standing.getAsBoolean()) {
			fire();
		}
	}

	synchronized void remove(Claim claim) {
		this.entries.removeIf((entry) -> entry.claim() == claim);
	}

	void fire() {
		take().forEach(LossWatch::run);
	}

	private synchronized boolean enter(Entry entry) {
		this.entries.add(entry);
		boolean first = !this.watching;
		this.watching = true;
		return first;
	}

	private synchronized List<Entry> take() {
		List<Entry> taken = List.copyOf(this.entries);
		this.entries.clear();
		return taken;
	}

	private static void run(Entry entry) {
		try {
			if (entry.claim().isOpen()) {
				entry.action().run();
			}
		}
		catch (Throwable ex) {
			logger.warn(
					"An action that was registered for the loss of lock '%s' failed".formatted(entry.claim().name()),
					ex);
		}
	}

	private record Entry(Claim claim, Runnable action) {

	}

}
