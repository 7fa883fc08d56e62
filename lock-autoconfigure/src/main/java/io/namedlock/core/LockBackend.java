package io.namedlock.core;

import java.util.List;

import io.namedlock.LockBackendException;
import io.namedlock.LockDeadlockException;
import io.namedlock.LockListener;
import io.namedlock.LockMode;
import io.namedlock.LockOverview;
import io.namedlock.LockStatus;
import org.jspecify.annotations.Nullable;

/**
 * What grants locks between the JVMs of an application. The registry above it sees to it
 * that at most one owner of a key in this JVM talks to the backend at a time, so a
 * backend never has to tell two owners of one JVM apart. Safe for use by several threads.
 */
public interface LockBackend extends AutoCloseable {

	/**
	 * Acquires a lock, waiting until the attempt's deadline if somebody else holds it.
	 * @param attempt what to acquire, and how long to wait
	 * @return the grant, or {@code null} if the deadline passed; nothing is then held and
	 * nobody waits at the database
	 * @throws InterruptedException if the attempt is interruptible and the thread was
	 * interrupted; nothing is then held and nobody waits at the database
	 * @throws LockDeadlockException if the database found that waiting could never end
	 * @throws LockBackendException if the database failed; nothing is then held
	 */
	@Nullable LockGrant acquire(LockAttempt attempt) throws InterruptedException;

	/**
	 * Does what {@link #acquire(LockAttempt)} does, for a lock that was just seen to be
	 * held by somebody else: it does not try before it waits, if the backend can tell the
	 * two apart.
	 */
	default @Nullable LockGrant await(LockAttempt attempt) throws InterruptedException {
		return acquire(attempt);
	}

	/**
	 * Tries for several locks in one call, in the given order: takes those before the
	 * first that somebody else holds.
	 * @param attempts what to acquire, each of another line and in the same mode, at
	 * least two
	 * @return the grants of the first attempts, fewer than there are attempts if the next
	 * lock is not free; or {@code null}, which is the default, if the backend can only
	 * take one after the other
	 * @throws InterruptedException if the attempts are interruptible and the thread was
	 * interrupted; nothing is then held
	 * @throws LockBackendException if the database failed; nothing is then held
	 */
	default @Nullable List<LockGrant> tryAcquireAll(List<LockAttempt> attempts) throws InterruptedException {
		return null;
	}

	/**
	 * Which line of this JVM the calling thread stands in for a lock. Two attempts of one
	 * line are never made at the same time: whoever comes later waits in this JVM.
	 * @param key the key of a lock that the calling thread wants, holds or asks for
	 * @return the line of that key, unless the database knows locks by less than the key,
	 * or the calling thread stands in line at the database itself
	 */
	default LineKey line(LockKey key) {
		return key;
	}

	/**
	 * Whether locks can be had in the given mode.
	 */
	boolean supports(LockMode mode);

	/**
	 * Asks for the state of a lock, under the key's {@linkplain LockKey#name() name}.
	 * @throws LockBackendException if the database failed
	 */
	LockStatus status(LockKey key);

	/**
	 * Draws the next fencing token of a key. The caller verifies afterwards that its
	 * grant still stands.
	 * @param key the lock's key
	 * @param deadline until when the request waits. One that has passed allows one
	 * statement on a connection that is there or can be opened without delay, since a
	 * request that does not wait draws tokens too
	 * @return a number greater than every one drawn for that key before
	 * @throws LockBackendException if the database failed, or did not answer in time
	 */
	long drawFencingToken(LockKey key, Deadline deadline);

	/**
	 * The database sessions that hold locks or wait for them, without asking the
	 * database; by default none.
	 */
	default List<LockOverview.Session> sessions() {
		return List.of();
	}

	/**
	 * What was checked before the locks were relied on, and found to be so, such as
	 * {@code "writable"}; by default nothing.
	 */
	default List<String> checked() {
		return List.of();
	}

	/**
	 * Names the one who is told of sessions that are opened and closed, once, before the
	 * first call. The listener is called on any thread and under no lock, and throws
	 * nothing.
	 */
	default void listen(LockListener listener) {
	}

	/**
	 * What the backend is, for messages, such as {@code "MariaDB 11.4.5, named locks"}.
	 */
	String description();

	/**
	 * Releases whatever is still held, and all connections and threads.
	 */
	@Override
	void close();

}
