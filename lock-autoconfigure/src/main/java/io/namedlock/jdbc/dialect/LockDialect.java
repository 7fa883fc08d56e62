package io.namedlock.jdbc.dialect;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.namedlock.LockMode;
import io.namedlock.core.LineKey;
import io.namedlock.core.LockKey;

/**
 * What a database is to a session, in whatever way it locks. Immutable and safe for use
 * by several threads.
 */
public interface LockDialect {

	/**
	 * The database, for messages.
	 * @return product and version, such as {@code "MariaDB 11.4.5"}
	 */
	String description();

	/**
	 * What a server must be like for its locks to exclude, as far as it can be asked.
	 * @return the conditions, to be checked in this order
	 */
	default List<ServerCondition> conditions() {
		return List.of();
	}

	/**
	 * Whether the database has locks of a mode. No query of another mode is asked for.
	 * @return {@code true} if it has, by default for exclusive ones alone
	 */
	default boolean supports(LockMode mode) {
		return mode == LockMode.EXCLUSIVE;
	}

	/**
	 * How many locks sessions may hold.
	 */
	SessionLimits limits();

	/**
	 * What an application should be told about the database when it starts.
	 * @return a shortcoming and its remedy, or nothing
	 */
	default Optional<String> advice() {
		return Optional.empty();
	}

	/**
	 * The shortest time that a session can wait for a lock. For less than that the caller
	 * asks every now and then.
	 * @return a time, at most a second
	 */
	default Duration shortestWait() {
		return Duration.ZERO;
	}

	/**
	 * The longest time that a session should wait for a lock at a stretch.
	 * @return a time; short where a wait cannot be cancelled
	 */
	default Duration longestWait() {
		return Duration.ofDays(1);
	}

	/**
	 * What the database compares where it tells locks apart.
	 * @param key a lock's key
	 * @return the key itself, unless the database knows locks by less than that
	 */
	LineKey line(LockKey key);

	/**
	 * The statement that prepares a session: no limit on the time of a statement, and its
	 * end when it has been silent for too long, where the database has that.
	 * @param deadHolderTimeout the longest silence
	 * @return a statement without parameters
	 */
	String setUp(Duration deadHolderTimeout);

	/**
	 * The query that does nothing but answer.
	 * @return a query without parameters; its first column is the session's number
	 */
	String ping();

}
