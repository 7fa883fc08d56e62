package io.namedlock;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a request, to a lock or to a database session that can hold
 * locks. Immutable and safe for use by several threads.
 * <p>
 * A thread that claims a lock once more while it has it changes nothing: there is an
 * {@link Acquired} that is {@linkplain Acquired#reentrant() reentrant}, and the lock is
 * {@link Released} when the last claim is closed.
 *
 * @since 0.1
 */
public sealed interface LockEvent {

	/**
	 * What happened to a request, which may be for several locks. It is {@link Requested}
	 * first, and then, on the same thread, either {@link Acquired} or {@link Refused}.
	 */
	sealed interface OfRequest extends LockEvent {

		/**
		 * What was asked for.
		 * @return the request
		 */
		LockRequest request();

	}

	/**
	 * What happened to one lock in the hands of one owner.
	 */
	sealed interface OfLock extends LockEvent {

		/**
		 * The lock, and who has or had it.
		 * @return the lock
		 */
		Subject lock();

	}

	/**
	 * What happened to a database session that can hold locks.
	 */
	sealed interface OfSession extends LockEvent {

		/**
		 * The session.
		 * @return its number in the database's own terms, as in
		 * {@link LockStatus#heldBy()}
		 */
		String session();

	}

	/**
	 * A lock in the hands of one owner.
	 *
	 * @param name the name as the application gave it
	 * @param template the template of the name, or {@code null} if the request had none
	 * @param mode how the lock is held
	 * @param thread the name of the thread that acquired it
	 */
	record Subject(String name, @Nullable String template, LockMode mode, String thread) {

	}

	/**
	 * A thread is about to acquire locks, and may have to wait for them.
	 *
	 * @param request what it asks for
	 */
	record Requested(LockRequest request) implements OfRequest {

	}

	/**
	 * A thread has got all locks that it asked for.
	 *
	 * @param request what it asked for
	 * @param waited how long that took
	 * @param reentrant whether the thread had all of them already
	 */
	record Acquired(LockRequest request, Duration waited, boolean reentrant) implements OfRequest {

	}

	/**
	 * A thread goes away without the locks that it asked for.
	 *
	 * @param request what it asked for
	 * @param waited how long it waited
	 * @param failure why it waited no longer: such as a {@link LockDeadlockException}, a
	 * {@link LockInterruptedException}, an {@link InterruptedException} or a
	 * {@link LockBackendException}; {@code null} if the time was over
	 */
	record Refused(LockRequest request, Duration waited, @Nullable Throwable failure) implements OfRequest {

	}

	/**
	 * An owner got the lock from another one of this JVM, without a call to the database.
	 *
	 * @param lock the lock and its new owner
	 * @param handOvers how often in a row the lock went on in this JVM
	 */
	record HandedOver(Subject lock, int handOvers) implements OfLock {

	}

	/**
	 * An owner has let go of the lock. It may still be
	 * {@linkplain LockRequest#heldAtLeast kept}, handed over, or held by others that
	 * share it.
	 *
	 * @param lock the lock and its former owner
	 * @param held how long the owner had it
	 */
	record Released(Subject lock, Duration held) implements OfLock {

	}

	/**
	 * The lock was lost while an owner relied on it, or found lost when it was released.
	 *
	 * @param lock the lock and its owner
	 * @param held since when the owner had it
	 */
	record Lost(Subject lock, Duration held) implements OfLock {

	}

	/**
	 * An owner has had the lock for longer than the threshold of leak detection. Told
	 * once an owner.
	 *
	 * @param lock the lock and its owner
	 * @param held since when the owner has it
	 * @param acquisition an exception that was never thrown, whose stack trace is that of
	 * the acquisition
	 */
	record Leaked(Subject lock, Duration held, Exception acquisition) implements OfLock {

	}

	/**
	 * A session was opened.
	 *
	 * @param session its number in the database's own terms
	 */
	record SessionOpened(String session) implements OfSession {

	}

	/**
	 * A session has ended, and every lock that it still held is lost.
	 *
	 * @param session its number in the database's own terms
	 * @param reason why, for people to read
	 */
	record SessionClosed(String session, String reason) implements OfSession {

	}

}
