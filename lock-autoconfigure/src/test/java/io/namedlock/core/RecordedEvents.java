package io.namedlock.core;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.namedlock.LockEvent;
import io.namedlock.LockListener;

/**
 * Notes what it is told.
 */
public final class RecordedEvents implements LockListener {

	private final List<LockEvent> events = new CopyOnWriteArrayList<>();

	@Override
	public void onEvent(LockEvent event) {
		this.events.add(event);
	}

	/**
	 * What was told of one kind, in its order.
	 * @param kind the kind
	 * @param <E> the kind
	 * @return the events
	 */
	public <E extends LockEvent> List<E> of(Class<E> kind) {
		return this.events.stream().filter(kind::isInstance).map(kind::cast).toList();
	}

	/**
	 * The names of the kinds that were told, in their order.
	 * @return the simple names
	 */
	public List<String> kinds() {
		return this.events.stream().map((event) -> event.getClass().getSimpleName()).toList();
	}

}
