package io.namedlock.core;

import io.namedlock.LockBackendException;
import io.namedlock.LockLostException;
import org.jspecify.annotations.Nullable;

/**
 * A lock that the backend granted to this JVM. Safe for use by several threads.
 */
public interface LockGrant {

	/**
	 * Whether the grant was not released and is neither lost nor doubtful, as far as is
	 * known without asking: compares the clock of the session itself. Never {@code true}
	 * again once it was {@code false}.
	 */
	boolean isHeld();

	/**
	 * Asks the backend whether the grant stands.
	 * @throws LockLostException if it does not
	 * @throws LockBackendException if the backend failed; the grant is lost then
	 */
	void verify();

	/**
	 * Gives the lock back. Called once. Afterwards the lock is not held by this JVM,
	 * whatever is thrown.
	 * @throws LockLostException if the lock was not held any more
	 * @throws LockBackendException if the backend failed
	 */
	void release();

	/**
	 * Gives the lock back and tries to have it again for the next owner of this JVM: in
	 * one round trip, if the backend can. Whoever waits for it at the database goes
	 * first. Called once, in place of {@link #release()}.
	 * @param next what the next owner wants, of the same key
	 * @return the new grant, or {@code null} if there is none: the next owner has to
	 * {@linkplain LockBackend#await wait}
	 * @throws LockLostException if the lock was not held any more; there is no new grant
	 * then
	 * @throws LockBackendException if the backend failed; there is no new grant then
	 */
	default @Nullable LockGrant exchange(LockAttempt next) {
		release();
		return null;
	}

	/**
	 * Tells that the lock belongs to no thread any more, but to an invocation that goes
	 * on elsewhere or to nobody: it was detached, or is kept although its owner has left.
	 */
	default void disown() {
	}

	/**
	 * The database session that holds the lock, in the database's own terms. The default
	 * is {@code null}: there is none.
	 */
	default @Nullable String session() {
		return null;
	}

	/**
	 * Registers an action that is run once when the grant is lost before it is released,
	 * at once if that has happened. It is short, and does not throw.
	 */
	void onLost(Runnable action);

}
