package io.namedlock.benchmarks.server;

import java.time.Duration;

/**
 * How long processors have worked.
 *
 * @param clients for the JVMs of the benchmarks, the relays included
 * @param servers for the servers
 */
public record ProcessorTime(Duration clients, Duration servers) {

	/**
	 * No time.
	 */
	public static final ProcessorTime ZERO = new ProcessorTime(Duration.ZERO, Duration.ZERO);

	/**
	 * What has been added since.
	 * @param earlier an earlier time
	 * @return the difference
	 */
	public ProcessorTime minus(ProcessorTime earlier) {
		return new ProcessorTime(this.clients.minus(earlier.clients), this.servers.minus(earlier.servers));
	}

	/**
	 * Both together.
	 * @param other another time
	 * @return the sum
	 */
	public ProcessorTime plus(ProcessorTime other) {
		return new ProcessorTime(this.clients.plus(other.clients), this.servers.plus(other.servers));
	}

}
