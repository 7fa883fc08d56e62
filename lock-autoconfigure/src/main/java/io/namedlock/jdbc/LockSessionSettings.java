package io.namedlock.jdbc;

import java.time.Duration;

import io.namedlock.LockConfigurationException;
import io.namedlock.jdbc.dialect.SessionLimits;
import org.jspecify.annotations.Nullable;

/**
 * How lock sessions are kept.
 *
 * @param waiting how many connections at most wait at the server for a lock
 * @param max how many connections at most there are in all
 * @param keepAliveInterval how often a session that holds locks is pinged
 * @param deadHolderTimeout after how long a silence the server ends a session
 * @param mode whose locks a session holds
 * @param maxLocks how many locks all sessions hold together at most, or {@code null} for
 * what suits the database
 * @param release what the release of a lock waits for
 */
public record LockSessionSettings(int waiting, int max, Duration keepAliveInterval, Duration deadHolderTimeout,
		SessionMode mode, @Nullable Integer maxLocks, ReleaseMode release) {

	/**
	 * Refuses what cannot work.
	 * @throws LockConfigurationException if no session is left that does not wait, if no
	 * lock may be held, or if a silence is not seen before the server ends the session
	 */
	public LockSessionSettings {
		require(waiting >= 1 && waiting < max,
				"'named-lock.sessions.waiting' is %d and 'named-lock.sessions.max' is %d.".formatted(waiting, max),
				"At least one session has to wait, and at least one must not: choose 1 <= waiting < max.");
		require(maxLocks == null || maxLocks >= 1, "'named-lock.sessions.max-locks' is %d.".formatted(maxLocks),
				"Choose at least 1, or leave it out for what suits the database.");
		require(keepAliveInterval.toMillis() > 0,
				"'named-lock.keep-alive-interval' is %s.".formatted(keepAliveInterval), "Choose at least 1ms.");
		require(deadHolderTimeout.compareTo(keepAliveInterval.multipliedBy(3)) >= 0,
				"'named-lock.dead-holder-timeout' is %s and 'named-lock.keep-alive-interval' is %s."
					.formatted(deadHolderTimeout, keepAliveInterval),
				"The timeout must be at least three intervals, so that"
						+ " a holder is told before its lock is given away.");
	}

	/**
	 * What sessions may hold: what suits the database, unless the settings say how many
	 * locks there may be.
	 */
	public SessionLimits bound(SessionLimits suitable) {
		return (this.maxLocks != null) ? suitable.withPerRegistry(this.maxLocks) : suitable;
	}

	private static void require(boolean condition, String reason, String remedy) {
		if (!condition) {
			throw new LockConfigurationException(reason, remedy);
		}
	}

}
