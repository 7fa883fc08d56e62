package io.namedlock.benchmarks.workload;

import io.namedlock.benchmarks.server.Servers;
import io.namedlock.benchmarks.timing.Plan;

/**
 * Where workloads run.
 *
 * @param servers the servers
 * @param plan how long
 */
public record Stage(Servers servers, Plan plan) {

}
