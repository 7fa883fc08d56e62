package io.namedlock.core;

/**
 * Looks into a registry for tests in other packages.
 */
public final class GateCount {

	private GateCount() {
	}

	/**
	 * How many gates a registry has.
	 * @param registry the registry
	 * @return 0 where nobody holds, waits for or keeps a lock
	 */
	public static int of(DefaultLockRegistry registry) {
		return registry.gateCount();
	}

}
