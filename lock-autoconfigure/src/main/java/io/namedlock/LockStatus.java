package io.namedlock;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * What a database says of a lock at one moment. The answer may be outdated when it
 * arrives: decide nothing by it that a lock should decide.
 *
 * @param name the name that was asked for
 * @param state whether the lock is free or held
 * @param heldBy the database session that holds the lock, in the database's own terms, or
 * {@code null} if the lock is not held or the database does not tell
 * @since 0.1
 */
public record LockStatus(String name, State state, @Nullable String heldBy) {

	/**
	 * A status of a lock that nobody holds.
	 * @param name the name that was asked for
	 * @return the status
	 */
	public static LockStatus free(String name) {
		return new LockStatus(name, State.FREE, null);
	}

	/**
	 * A status of a lock that somebody holds.
	 * @param name the name that was asked for
	 * @param heldBy the session that holds it, or {@code null} if that is not known
	 * @return the status
	 */
	public static LockStatus held(String name, @Nullable String heldBy) {
		return new LockStatus(name, State.HELD, heldBy);
	}

	/**
	 * A status of a lock of which the database cannot tell whether it is held.
	 * @param name the name that was asked for
	 * @return the status
	 */
	public static LockStatus unknown(String name) {
		return new LockStatus(name, State.UNKNOWN, null);
	}

	/**
	 * Whether nobody held the lock.
	 * @return {@code true} if it was free, {@code false} if it was held or this is not
	 * known
	 */
	public boolean isFree() {
		return this.state == State.FREE;
	}

	/**
	 * The database session that held the lock.
	 * @return the session in the database's own terms, empty if the lock was free or the
	 * database does not tell
	 */
	public Optional<String> holder() {
		return Optional.ofNullable(this.heldBy);
	}

	/**
	 * The states a lock can be in.
	 */
	public enum State {

		/**
		 * Nobody holds the lock.
		 */
		FREE,

		/**
		 * A session of this or another application holds the lock.
		 */
		HELD,

		/**
		 * The database does not tell.
		 */
		UNKNOWN

	}

}
