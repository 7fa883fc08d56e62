package io.namedlock;

/**
 * Is told what happens to locks and to the database sessions that hold them. In a Spring
 * application each bean of this type is told, from the end of the start on.
 * <p>
 * It is called on the thread to which it happens, by several threads at a time, and holds
 * nobody up but that one; so it must be short, and must not wait for anything. What it
 * throws is logged and harms nobody. Nothing is promised about the order in which it
 * hears of different threads.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface LockListener {

	/**
	 * Tells what has happened.
	 * @param event one of the kinds that {@link LockEvent} lists; those that are of no
	 * interest, and those of later versions, are to be ignored
	 */
	void onEvent(LockEvent event);

}
