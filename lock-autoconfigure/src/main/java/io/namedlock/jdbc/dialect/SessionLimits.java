package io.namedlock.jdbc.dialect;

/**
 * How many locks sessions may hold.
 *
 * @param preferred how many a session holds before another one is opened, if that is
 * still allowed
 * @param perSession how many a session holds at most
 * @param perRegistry how many all sessions of a registry hold together at most
 */
public record SessionLimits(int preferred, int perSession, int perRegistry) {

	/**
	 * Refuses limits that leave no room, or of which one lets pass what another does not.
	 * @throws IllegalArgumentException unless 1 &lt;= preferred &lt;= perSession and
	 * perRegistry is at least 1
	 */
	public SessionLimits {
		if (preferred < 1 || perSession < preferred || perRegistry < 1) {
			throw new IllegalArgumentException(
					"preferred %d, per session %d, per registry %d".formatted(preferred, perSession, perRegistry));
		}
	}

	/**
	 * Limits of a session alone.
	 * @return limits that do not bound a registry
	 */
	public static SessionLimits perSession(int preferred, int perSession) {
		return new SessionLimits(preferred, perSession, Integer.MAX_VALUE);
	}

	/**
	 * The same limits of a session, but another one of the registry.
	 * @param locks how many all sessions of a registry hold together at most
	 */
	public SessionLimits withPerRegistry(int locks) {
		return new SessionLimits(this.preferred, this.perSession, locks);
	}

	/**
	 * The limits where every lock needs a session of its own.
	 */
	public static SessionLimits oneLock() {
		return perSession(1, 1);
	}

}
