package io.namedlock;

import java.sql.Connection;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * A lock that was acquired, until it is closed. Safe for use by several threads.
 * <p>
 * Until then the thread that acquired it may acquire the same name again without waiting;
 * the lock is released when all of its handles are closed. A lock can be lost while it is
 * held, because the database holds it only as long as the session that took it lives. See
 * {@link #isHeld()}, {@link #verify()} and {@link #onLost(Runnable)}.
 *
 * @since 0.1
 */
public interface LockHandle extends AutoCloseable {

	/**
	 * The lock of the annotated method that this thread is in; of several such calls
	 * within each other, that of the innermost; of several locks, all of them. It can be
	 * asked, also by other threads, but neither {@linkplain #close() closed} nor
	 * {@linkplain #detach() detached}: both are refused with an
	 * {@link IllegalStateException}, since the call itself releases its lock.
	 * <p>
	 * It belongs to the thread that runs the method, until the method returns. A method
	 * that goes on elsewhere, such as one that returns a stage, asks for it before and
	 * takes it along.
	 * @return the handle
	 * @throws IllegalStateException if this thread is in no such method
	 */
	static LockHandle current() {
		return CurrentLock.innermost();
	}

	/**
	 * The name of the lock; of several locks, their names with commas between them.
	 * @return the name as the application gave it
	 */
	String name();

	/**
	 * Whether the lock is held as far as this JVM knows, without asking the database. It
	 * turns {@code false} before the database would give the lock to another session that
	 * has been silent for too long; a session that was killed is noticed within a
	 * keep-alive interval and a round trip.
	 * @return {@code true} until the handle is closed or its lock is known to be lost
	 */
	boolean isHeld();

	/**
	 * Asks the database whether it still grants the lock: one round trip.
	 * @throws LockLostException if it does not, or if the handle was closed
	 * @throws LockBackendException if the database does not answer; the lock must then be
	 * taken for lost
	 */
	void verify();

	/**
	 * Asks whether the lock still stands, over the connection of a transaction that is
	 * about to commit under it: where the database can answer there, the answer and the
	 * commit cannot lie on two sides of the loss. No way of locking of this version can
	 * answer there, and asks as {@link #verify()} does; the connection is then not used.
	 * @param connection the connection of the transaction, which stays as it is
	 * @throws LockLostException if the lock does not stand, or if the handle was closed
	 * @throws LockBackendException if the database does not answer; the lock must then be
	 * taken for lost
	 */
	default void verifyBy(Connection connection) {
		verify();
	}

	/**
	 * The time since the lock was granted.
	 * @return the time on the monotonic clock, fixed once the handle is closed
	 */
	Duration heldFor();

	/**
	 * A number that grows with every hold of this name. A resource that remembers the
	 * highest number it has seen, and refuses lower ones, is safe from a holder that has
	 * lost its lock unnoticed.
	 * @return the token, of several locks that of the first name; empty unless the
	 * request was {@linkplain LockRequest#fenced() fenced}
	 */
	OptionalLong fencingToken();

	/**
	 * Registers an action to be run once if the lock is lost while it is held, at once if
	 * that has happened. It runs on a thread of the library and must be short; what it
	 * throws is logged.
	 * @param action what to do
	 */
	void onLost(Runnable action);

	/**
	 * Moves the ownership from the thread that acquired the lock to this handle: to be
	 * called before the lock is left to other code that closes it later. From then on the
	 * thread is a stranger to the lock, so that whatever it does next waits like anybody
	 * else.
	 * @return this handle
	 */
	LockHandle detach();

	/**
	 * Releases the lock if this is its last open handle. May be called from any thread;
	 * calling it again does nothing.
	 * @throws LockLostException if the database says that the lock was no longer held:
	 * somebody else may have held it at the same time
	 * @throws LockBackendException if the release failed. The session is then closed, so
	 * the database frees the lock
	 */
	@Override
	void close();

}
