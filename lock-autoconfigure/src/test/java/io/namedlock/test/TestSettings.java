package io.namedlock.test;

import java.time.Duration;

import io.namedlock.core.LockRegistrySettings;
import io.namedlock.jdbc.LockSessionSettings;
import io.namedlock.jdbc.ReleaseMode;
import io.namedlock.jdbc.SessionMode;
import org.jspecify.annotations.Nullable;

/**
 * The settings that tests use, each told by how it differs from an application's
 * defaults.
 */
public final class TestSettings {

	private TestSettings() {
	}

	/**
	 * Sessions as an application has them.
	 * @return 8 of 16 connections may wait, 5 and 30 seconds, shared, acknowledged
	 */
	public static LockSessionSettings sessions() {
		return sessions(8, 16);
	}

	/**
	 * Another number of sessions.
	 * @param waiting how many connections at most wait at the server for a lock
	 * @param max how many connections at most there are in all
	 * @return the settings
	 */
	public static LockSessionSettings sessions(int waiting, int max) {
		return sessions(waiting, max, Duration.ofSeconds(5), Duration.ofSeconds(30));
	}

	/**
	 * Sessions with the shortest times that a server can count, a second and three.
	 * @param waiting how many connections at most wait at the server for a lock
	 * @param max how many connections at most there are in all
	 * @return the settings
	 */
	public static LockSessionSettings impatientSessions(int waiting, int max) {
		return sessions(waiting, max, Duration.ofSeconds(1), Duration.ofSeconds(3));
	}

	/**
	 * Another number of sessions with other times.
	 * @param waiting how many connections at most wait at the server for a lock
	 * @param max how many connections at most there are in all
	 * @param keepAliveInterval how often a session that holds locks is pinged
	 * @param deadHolderTimeout after how long a silence the server ends a session
	 * @return the settings
	 */
	public static LockSessionSettings sessions(int waiting, int max, Duration keepAliveInterval,
			Duration deadHolderTimeout) {
		return new LockSessionSettings(waiting, max, keepAliveInterval, deadHolderTimeout, SessionMode.SHARED, null,
				ReleaseMode.ACKNOWLEDGED);
	}

	/**
	 * The same with another owner of sessions and other releases.
	 * @param settings the settings
	 * @param mode whose locks a session holds
	 * @param release what the release of a lock waits for
	 * @return the settings
	 */
	public static LockSessionSettings with(LockSessionSettings settings, SessionMode mode, ReleaseMode release) {
		return new LockSessionSettings(settings.waiting(), settings.max(), settings.keepAliveInterval(),
				settings.deadHolderTimeout(), mode, settings.maxLocks(), release);
	}

	/**
	 * The same with a session for each thread.
	 * @param settings the settings
	 * @return the settings
	 */
	public static LockSessionSettings dedicated(LockSessionSettings settings) {
		return with(settings, SessionMode.DEDICATED, settings.release());
	}

	/**
	 * The same with releases that nobody waits for.
	 * @param settings the settings
	 * @return the settings
	 */
	public static LockSessionSettings sent(LockSessionSettings settings) {
		return with(settings, settings.mode(), ReleaseMode.SENT);
	}

	/**
	 * An application's sessions with another limit of locks.
	 * @param maxLocks how many locks all sessions hold together at most, or {@code null}
	 * for what suits the database
	 * @return the settings
	 */
	public static LockSessionSettings sessionsOfAtMost(@Nullable Integer maxLocks) {
		LockSessionSettings settings = sessions();
		return new LockSessionSettings(settings.waiting(), settings.max(), settings.keepAliveInterval(),
				settings.deadHolderTimeout(), settings.mode(), maxLocks, settings.release());
	}

	/**
	 * A registry as an application has it, with a prefix.
	 * @param namePrefix put before every name
	 * @return the settings
	 */
	public static LockRegistrySettings prefixed(String namePrefix) {
		LockRegistrySettings defaults = LockRegistrySettings.defaults();
		return new LockRegistrySettings(namePrefix, defaults.waitTime(), defaults.handOverLimit(),
				defaults.handOverPeriod(), defaults.leakDetectionThreshold());
	}

	/**
	 * A registry as an application has it, with another patience.
	 * @param waitTime how long a request waits that does not say so itself
	 * @return the settings
	 */
	public static LockRegistrySettings waitingAtMost(Duration waitTime) {
		LockRegistrySettings defaults = LockRegistrySettings.defaults();
		return handingOver(waitTime, defaults.handOverLimit(), defaults.handOverPeriod());
	}

	/**
	 * A registry that never hands a lock over to a thread of its own.
	 * @param waitTime how long a request waits that does not say so itself
	 * @return the settings
	 */
	public static LockRegistrySettings neverHandingOver(Duration waitTime) {
		return handingOver(waitTime, 0, Duration.ZERO);
	}

	/**
	 * A registry with another patience and other hand-overs.
	 * @param waitTime how long a request waits that does not say so itself
	 * @param limit how many times in a row a lock may be handed over; zero never
	 * @param period how long after its grant a lock may still be handed over
	 * @return the settings
	 */
	public static LockRegistrySettings handingOver(Duration waitTime, int limit, Duration period) {
		return new LockRegistrySettings("", waitTime, limit, period, Duration.ZERO);
	}

	/**
	 * A registry as an application has it, with leak detection.
	 * @param threshold after how long a lock that is still held is reported as a leak
	 * @return the settings
	 */
	public static LockRegistrySettings detectingLeaksAfter(Duration threshold) {
		LockRegistrySettings defaults = LockRegistrySettings.defaults();
		return new LockRegistrySettings(defaults.namePrefix(), defaults.waitTime(), defaults.handOverLimit(),
				defaults.handOverPeriod(), threshold);
	}

}
