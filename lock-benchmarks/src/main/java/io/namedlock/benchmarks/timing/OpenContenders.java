package io.namedlock.benchmarks.timing;

import java.util.EnumMap;
import java.util.Map;

import io.namedlock.benchmarks.contender.Contender;
import io.namedlock.benchmarks.contender.ContenderType;
import io.namedlock.benchmarks.server.Addresses;

/**
 * The contenders of a workload in this JVM, each opened when its first turn comes.
 */
public final class OpenContenders implements AutoCloseable {

	private final Addresses servers;

	private final Map<ContenderType, Contender> opened = new EnumMap<>(ContenderType.class);

	/**
	 * Opens none yet.
	 * @param servers where their servers are
	 */
	public OpenContenders(Addresses servers) {
		this.servers = servers;
	}

	/**
	 * A contender, after it has shown that it excludes.
	 * @param type which one
	 * @return the contender, closed with this object
	 * @throws Exception if it does not start
	 */
	public Contender get(ContenderType type) throws Exception {
		Contender contender = this.opened.get(type);
		if (contender == null) {
			contender = type.open(this.servers);
			this.opened.put(type, contender);
			if (type.locks()) {
				new ExclusionProbe(contender, "exclusion:" + ProcessHandle.current().pid()).run();
			}
		}
		return contender;
	}

	/**
	 * How many connections a contender has open, in all JVMs.
	 * @param type which one
	 * @return the number
	 * @throws Exception if its server does not tell
	 */
	public int connections(ContenderType type) throws Exception {
		return type.connections(this.servers);
	}

	@Override
	public void close() throws Exception {
		for (Contender contender : this.opened.values()) {
			contender.close();
		}
	}

}
