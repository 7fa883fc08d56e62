package io.namedlock.core;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.namedlock.LockEvent;
import io.namedlock.LockListener;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Those who want to hear what happens to locks. Never to be told anything under a gate's
 * monitor, since they are an application's code. Safe for use by several threads.
 */
final class LockEvents implements LockListener {

	private static final Log logger = LogFactory.getLog(LockEvents.class);

	private final List<LockListener> listeners = new CopyOnWriteArrayList<>();

	void add(LockListener listener) {
		this.listeners.add(listener);
	}

	boolean isWanted() {
		return !this.listeners.isEmpty();
	}

	@Override
	public void onEvent(LockEvent event) {
		for (LockListener listener : this.listeners) {
			try {
				listener.onEvent(event);
			}
			catch (Throwable ex) {
				logger.warn("A listener of locks failed at %s".formatted(event.getClass().getSimpleName()), ex);
			}
		}
	}

}
