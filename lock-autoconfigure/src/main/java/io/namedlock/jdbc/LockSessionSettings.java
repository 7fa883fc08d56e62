package io.namedlock.jdbc;

import java.time.Duration;

/**
 * How lock sessions are kept.
 *
 * @param waiting how many connections at most wait at the server for a lock
 * @param max how many connections at most there are in all
 * @param keepAliveInterval how often a session that holds locks is pinged
 * @param deadHolderTimeout after how long a silence the server ends a session
 * @since 0.1
 */
public record LockSessionSettings(int waiting, int max, Duration keepAliveInterval, Duration deadHolderTimeout) {

	/**
	 * The defaults: 8 of 16 connections may wait, 5 and 30 seconds.
	 * @return the settings
	 */
	public static LockSessionSettings defaults() {
		return new LockSessionSettings(8, 16, Duration.ofSeconds(5), Duration.ofSeconds(30));
	}

}
