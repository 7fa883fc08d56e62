package io.namedlock;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a registry has in its hands at one moment, in this JVM alone. Its parts are looked
 * at one after the other, so they may not fit together while locks come and go.
 *
 * @param backend what grants the locks, such as {@code "MariaDB 11.4.5, named locks"}
 * @param findings what was checked at the start and found to be so; empty if nothing was
 * @param sessions the database sessions that hold locks or wait for them
 * @param held the locks that owners in this JVM have, one entry an owner
 * @param waiting the threads that are on their way to a lock
 * @since 0.1
 */
public record LockOverview(String backend, List<String> findings, List<Session> sessions, List<Held> held,
		List<Waiting> waiting) {

	/**
	 * A database session.
	 *
	 * @param id its number in the database's own terms
	 * @param locks how many locks it holds
	 * @param waiting whether it waits for a lock at the database
	 * @param alive whether its locks stand as far as is known
	 */
	public record Session(String id, int locks, boolean waiting, boolean alive) {

	}

	/**
	 * A lock that an owner has.
	 *
	 * @param name the name as the application gave it
	 * @param template the template of the name, or {@code null} if the request had none
	 * @param mode how it is held
	 * @param thread the name of the thread that acquired it
	 * @param detached whether it is no longer that thread's but left to a handle that may
	 * be closed from anywhere
	 * @param heldFor the time since the owner got it
	 * @param standing whether it is not known to be lost
	 * @param waiters how many threads of this JVM wait for it
	 * @param handOvers how often in a row it went on in this JVM without a call to the
	 * database
	 * @param session the number of the database session that holds it, or {@code null} if
	 * there is none
	 * @param stack what that thread is doing, empty unless it was asked for and if the
	 * lock is detached
	 */
	public record Held(String name, @Nullable String template, LockMode mode, String thread, boolean detached,
			Duration heldFor, boolean standing, int waiters, int handOvers, @Nullable String session,
			List<StackTraceElement> stack) {

	}

	/**
	 * A thread on its way to a lock: in the line of this JVM, or asking the database.
	 *
	 * @param name the name as the application gave it
	 * @param template the template of the name, or {@code null} if the request had none
	 * @param mode how the lock is wanted
	 * @param thread the thread's name
	 * @param waited the time since it began
	 * @param atDatabase whether it is its turn to ask the database
	 * @param stack what the thread is doing, empty unless it was asked for
	 */
	public record Waiting(String name, @Nullable String template, LockMode mode, String thread, Duration waited,
			boolean atDatabase, List<StackTraceElement> stack) {

	}

}
