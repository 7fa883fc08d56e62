package io.namedlock.benchmarks.workload;

import java.util.ArrayList;
import java.util.List;

import io.namedlock.benchmarks.contender.ContenderType;
import io.namedlock.benchmarks.server.DatabaseProduct;
import io.namedlock.benchmarks.timing.Course;

import static io.namedlock.benchmarks.contender.ContenderType.BARE;
import static io.namedlock.benchmarks.contender.ContenderType.DEDICATED;
import static io.namedlock.benchmarks.contender.ContenderType.INTEGRATION;
import static io.namedlock.benchmarks.contender.ContenderType.POOL_10;
import static io.namedlock.benchmarks.contender.ContenderType.POOL_64;
import static io.namedlock.benchmarks.contender.ContenderType.POOL_8;
import static io.namedlock.benchmarks.contender.ContenderType.REDISSON;
import static io.namedlock.benchmarks.contender.ContenderType.REDISSON_FAIR;
import static io.namedlock.benchmarks.contender.ContenderType.SELECT_16;
import static io.namedlock.benchmarks.contender.ContenderType.SENT;
import static io.namedlock.benchmarks.contender.ContenderType.SHARED;
import static io.namedlock.benchmarks.contender.ContenderType.SHEDLOCK;

/**
 * What there is to measure.
 */
public final class Workloads {

	private Workloads() {
	}

	/**
	 * Everything, on both networks. What a lock costs beside many others is hidden behind
	 * a slow network.
	 * @param database which database
	 * @return the workloads
	 */
	public static List<Workload> all(DatabaseProduct database) {
		List<Workload> all = new ArrayList<>();
		for (Network network : Network.values()) {
			all.addAll(distinctNames(network));
			all.addAll(oneName(network));
			all.add(new WakeWorkload("wake" + network.mark(), network,
					List.of(SHARED, POOL_10, REDISSON, REDISSON_FAIR, INTEGRATION)));
		}
		all.add(new HeldWorkload(database.manyLocks(), List.of(SHARED, REDISSON)));
		all.add(new MicroWorkload());
		return all;
	}

	/**
	 * What the main ratios of the goals 1, 2, 3 and 5 need.
	 * @return the workloads
	 */
	public static List<Workload> quick() {
		return List.of(
				distinct("distinct-64", 64, Network.DIRECT, SHARED, REDISSON, POOL_10, INTEGRATION, SHEDLOCK,
						SELECT_16),
				distinct("distinct-1", 1, Network.DIRECT, SHARED, BARE),
				one("one-64", 64, Network.DIRECT, SHARED, REDISSON, INTEGRATION),
				new WakeWorkload("wake", Network.DIRECT, List.of(SHARED, REDISSON)));
	}

	private static List<Workload> distinctNames(Network network) {
		String mark = network.mark();
		return List.of(
				distinct("distinct-1" + mark, 1, network, SHARED, SENT, BARE, POOL_10, REDISSON, INTEGRATION, SHEDLOCK),
				distinct("distinct-8" + mark, 8, network, SHARED, DEDICATED, SENT, POOL_8, POOL_10, REDISSON,
						INTEGRATION, SHEDLOCK),
				distinct("distinct-64" + mark, 64, network, SHARED, DEDICATED, SENT, POOL_10, POOL_64, REDISSON,
						INTEGRATION, SHEDLOCK, SELECT_16),
				new ThroughputWorkload("distinct-1000v" + mark, Course.distinctNames("distinct-1000v" + mark, 1000),
						network, true, false, List.of(SHARED, SENT, POOL_64, REDISSON)),
				new ThroughputWorkload("two-64" + mark, Course.distinctNames("two-64" + mark, 64), network, false, true,
						List.of(SHARED, POOL_10, REDISSON)));
	}

	private static List<Workload> oneName(Network network) {
		String mark = network.mark();
		ContenderType[] contenders = { SHARED, POOL_64, REDISSON, REDISSON_FAIR, INTEGRATION };
		return List.of(one("one-8" + mark, 8, network, contenders), one("one-64" + mark, 64, network, contenders),
				new TwoJvmWorkload("one-2x8" + mark, 8, network, List.of(contenders)));
	}

	private static Workload distinct(String id, int threads, Network network, ContenderType... contenders) {
		return new ThroughputWorkload(id, Course.distinctNames(id, threads), network, false, false,
				List.of(contenders));
	}

	private static Workload one(String id, int threads, Network network, ContenderType... contenders) {
		return new ThroughputWorkload(id, Course.oneName(id, threads), network, false, false, List.of(contenders));
	}

}
