package io.namedlock;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Lock;

import org.jspecify.annotations.Nullable;

/**
 * Gives named locks that exclude every other thread of every application that uses the
 * same database. Safe for use by several threads.
 * <p>
 * A lock belongs to the thread that acquired it: while it holds the lock it may acquire
 * the same name again without waiting. Names are compared exactly; {@code "A"} and
 * {@code "a"} are different locks.
 *
 * @since 0.1
 */
public interface LockRegistry {

	/**
	 * A {@link Lock} of that name, owned by threads and reentrant. Getting it touches no
	 * database.
	 * <p>
	 * {@code tryLock} and {@code lockInterruptibly} keep the contract of {@link Lock} to
	 * the letter. {@code lock} cannot be interrupted and throws
	 * {@link LockNotAcquiredException} once the default wait time is over, since a wait
	 * for a database must end. A reentrant {@code tryLock} asks the database whether it
	 * still grants the lock. {@code unlock} throws {@link IllegalMonitorStateException}
	 * for a thread that does not hold it. Conditions are not supported.
	 * @param name the lock's name
	 * @return a lock; two of the same name are the same lock
	 * @throws InvalidLockNameException if the name cannot be used
	 */
	Lock obtain(String name);

	/**
	 * Acquires what is requested, waiting as long as the request allows.
	 * @param request what to acquire
	 * @return the handle that holds it
	 * @throws LockNotAcquiredException if the wait time is over
	 * @throws LockDeadlockException if waiting could never end
	 * @throws LockInterruptedException if the thread is interrupted; its flag stays set
	 * @throws LockBackendException if the database fails
	 */
	LockHandle acquire(LockRequest request);

	/**
	 * Acquires what is requested, waiting as long as the request allows.
	 * @param request what to acquire
	 * @return the handle that holds it, empty if the wait time is over or waiting could
	 * never end
	 * @throws LockInterruptedException if the thread is interrupted; its flag stays set
	 * @throws LockBackendException if the database fails
	 */
	Optional<LockHandle> tryAcquire(LockRequest request);

	/**
	 * Asks the database for the state of a lock: one round trip.
	 * @param name the lock's name
	 * @return what the database says
	 * @throws InvalidLockNameException if the name cannot be used
	 * @throws LockBackendException if the database fails
	 */
	LockStatus status(String name);

	/**
	 * Whether locks can be had in the given mode.
	 * @param mode the mode
	 * @return {@code true} if a request in that mode is not refused
	 */
	boolean supports(LockMode mode);

	/**
	 * Tells which locks this JVM holds and which threads of it wait, without asking the
	 * database.
	 * @param stacks whether to tell too what those threads are doing, which stops each of
	 * them for a moment
	 * @return what the registry has in its hands
	 */
	LockOverview overview(boolean stacks);

	/**
	 * Acquires an exclusive lock, waiting for the default time.
	 * @param name the lock's name
	 * @return the handle that holds it
	 * @see #acquire(LockRequest)
	 */
	default LockHandle acquire(String name) {
		return acquire(LockRequest.of(name));
	}

	/**
	 * Acquires an exclusive lock, waiting for the given time.
	 * @param name the lock's name
	 * @param waitTime the longest wait; zero tries once
	 * @return the handle that holds it
	 * @see #acquire(LockRequest)
	 */
	default LockHandle acquire(String name, Duration waitTime) {
		return acquire(LockRequest.of(name).waitingAtMost(waitTime));
	}

	/**
	 * Acquires an exclusive lock if it is free, without waiting for its holder.
	 * @param name the lock's name
	 * @return the handle that holds it, empty if somebody else does
	 * @see #tryAcquire(LockRequest)
	 */
	default Optional<LockHandle> tryAcquire(String name) {
		return tryAcquire(LockRequest.of(name).waitingAtMost(Duration.ZERO));
	}

	/**
	 * Runs an action while what is requested is held. What the action throws wins over a
	 * failed release, which is attached to it as suppressed.
	 * @param request what to acquire
	 * @param action what to run
	 * @param <T> the type of its result
	 * @param <E> the type of what it throws
	 * @return the action's result
	 * @throws E if the action fails
	 * @see #acquire(LockRequest)
	 */
	default <T extends @Nullable Object, E extends Throwable> T execute(LockRequest request,
			LockedCallable<T, E> action) throws E {
		try (LockHandle handle = acquire(request.threadBound())) {
			return action.call();
		}
	}

	/**
	 * Runs an action without a result while what is requested is held.
	 * @param request what to acquire
	 * @param action what to run
	 * @param <E> the type of what it throws
	 * @throws E if the action fails
	 * @see #execute(LockRequest, LockedCallable)
	 */
	default <E extends Throwable> void execute(LockRequest request, LockedRunnable<E> action) throws E {
		try (LockHandle handle = acquire(request.threadBound())) {
			action.run();
		}
	}

}
