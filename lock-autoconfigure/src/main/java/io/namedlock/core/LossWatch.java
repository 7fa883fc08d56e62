package io.namedlock.core;

import java.util.ArrayList;
import java.util.List;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * The actions that are run once if a lock is lost while it is held. Watches the grants
 * only if there is one. Safe for use by several threads.
 */
final class LossWatch {

	private static final Log logger = LogFactory.getLog(LossWatch.class);

	private final Hold hold;

	private final List<Entry> entries = new ArrayList<>(0);

	private boolean watching;

	LossWatch(Hold hold) {
		this.hold = hold;
	}

	void add(Claim claim, Runnable action) {
		if (enter(new Entry(claim, action))) {
			watch();
		}
		fireUnlessStanding();
	}

	/**
	 * Watches the grant that the hold relies on now.
	 */
	void grantHasChanged() {
		if (isWatching()) {
			watch();
			fireUnlessStanding();
		}
	}

	synchronized void remove(Claim claim) {
		this.entries.removeIf((entry) -> entry.claim() == claim);
	}

	void fire() {
		take().forEach(LossWatch::run);
	}

	private void watch() {
		this.hold.grant().onLost(this::fire);
	}

	private void fireUnlessStanding() {
		if (!this.hold.isStanding()) {
			fire();
		}
	}

	private synchronized boolean isWatching() {
		return this.watching;
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
