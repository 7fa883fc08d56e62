package io.namedlock.core;

import java.util.ArrayList;
import java.util.List;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * The actions that are run once if a lock is lost while it is held. Watches the grants
 * only once there is an action. Safe for use by several threads.
 */
final class LossActions {

	private static final Log logger = LogFactory.getLog(LossActions.class);

	private final Hold hold;

	// Guarded by the monitor of this object, under which no action runs

	private final List<Entry> entries = new ArrayList<>(0);

	private boolean watching;

	LossActions(Hold hold) {
		this.hold = hold;
	}

	/**
	 * Adds an action for as long as a claim is open. It runs at once if the lock is lost
	 * already.
	 */
	void add(Claim claim, Runnable action) {
		if (enter(new Entry(claim, action))) {
			watch();
		}
		runUnlessStanding();
	}

	/**
	 * Watches the grant that the hold relies on now.
	 */
	void grantHasChanged() {
		if (isWatching()) {
			watch();
			runUnlessStanding();
		}
	}

	synchronized void remove(Claim claim) {
		this.entries.removeIf((entry) -> entry.claim() == claim);
	}

	/**
	 * Runs the actions that have not been run.
	 */
	void run() {
		take().forEach(LossActions::run);
	}

	private void watch() {
		this.hold.grant().onLost(this::run);
	}

	private void runUnlessStanding() {
		if (!this.hold.isStanding()) {
			run();
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
