package io.namedlock.core;

/**
 * Counts the gates of a registry. In the package of what it counts, which nobody outside
 * of it can reach.
 */
public final class GateCount {

	private GateCount() {
	}

	/**
	 * How many names a registry has to do with.
	 * @param registry the registry
	 * @return zero where no lock is held, kept or waited for
	 */
	public static int of(DefaultLockRegistry registry) {
		return registry.gateCount();
	}

}
