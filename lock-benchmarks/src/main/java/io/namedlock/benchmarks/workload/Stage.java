package io.namedlock.benchmarks.workload;

import java.util.List;

import io.namedlock.benchmarks.contender.ContenderType;
import io.namedlock.benchmarks.server.Servers;
import io.namedlock.benchmarks.timing.Plan;
import io.namedlock.benchmarks.timing.Turns;

/**
 * Where workloads run.
 *
 * @param servers the servers
 * @param plan how long
 */
public record Stage(Servers servers, Plan plan) {

	Turns turns(String workload, List<ContenderType> contenders) {
		return new Turns(workload, contenders, this.servers::processorTime);
	}

}
