package io.namedlock.core;

import org.jspecify.annotations.Nullable;

/**
 * Which line of this JVM somebody stands in who wants a lock. Attempts with equal keys
 * reach the backend one after the other.
 *
 * @param compared what the database compares where it tells locks apart: of equal text or
 * number means the same lock
 * @param thread the thread that has the line to itself, because its threads stand in line
 * at the database; {@code null} if all threads of this JVM share the line
 * @since 0.1
 */
public record LineKey(Object compared, @Nullable Thread thread) {

	/**
	 * The line of all threads that want a lock.
	 * @param compared what the database compares
	 */
	public LineKey(Object compared) {
		this(compared, null);
	}

	/**
	 * The line that a thread has to itself.
	 * @param thread the thread
	 * @return the key of its line for the same lock
	 */
	public LineKey ofThread(Thread thread) {
		return new LineKey(this.compared, thread);
	}

}
