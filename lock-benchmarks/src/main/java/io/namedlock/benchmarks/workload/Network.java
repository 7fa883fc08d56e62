package io.namedlock.benchmarks.workload;

import io.namedlock.benchmarks.server.Addresses;
import io.namedlock.benchmarks.server.Servers;

/**
 * How far the servers are.
 */
public enum Network {

	/**
	 * On the same machine.
	 */
	DIRECT,

	/**
	 * Behind a relay that adds 500 microseconds to a round trip.
	 */
	DELAYED;

	Addresses addresses(Servers servers) {
		return (this == DIRECT) ? servers.direct() : servers.delayed();
	}

	/**
	 * What is added to a workload's name.
	 */
	String mark() {
		return (this == DIRECT) ? "" : "-relay";
	}

	/**
	 * What is added to a workload's title.
	 */
	String suffix() {
		return (this == DIRECT) ? "" : ", 500 us added to the round trip";
	}

}
