package io.namedlock.benchmarks;

import java.io.PrintStream;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.namedlock.benchmarks.contender.ContenderType;
import io.namedlock.benchmarks.workload.Network;
import io.namedlock.benchmarks.workload.Workload;
import io.namedlock.benchmarks.workload.Workloads;

/**
 * What of all there is takes part in a run.
 *
 * @param workloads the workloads
 * @param contenders the contenders; none: all
 */
record Selection(List<Workload> workloads, Set<ContenderType> contenders) {

	static Selection of(Options options) {
		Set<ContenderType> contenders = options.contenders()
			.stream()
			.map(ContenderType::of)
			.collect(Collectors.toUnmodifiableSet());
		return new Selection(workloads(options), contenders);
	}

	List<ContenderType> contenders(Workload workload, boolean redis) {
		return workload.contenders()
			.stream()
			.filter((type) -> this.contenders.isEmpty() || this.contenders.contains(type))
			.filter((type) -> redis || !type.needsRedis())
			.toList();
	}

	boolean needsDelay() {
		return this.workloads.stream().anyMatch((workload) -> workload.network() == Network.DELAYED);
	}

	void print(PrintStream out) {
		for (Workload workload : this.workloads) {
			out.printf("%-22s %s%n", workload.id(), workload.title());
			out.printf("%-22s   %s%n", "",
					contenders(workload, true).stream().map(ContenderType::id).collect(Collectors.joining(", ")));
		}
	}

	private static List<Workload> workloads(Options options) {
		if (options.only().isEmpty()) {
			return options.quick() ? Workloads.quick() : Workloads.all(options.database());
		}
		List<Workload> all = Workloads.all(options.database());
		Set<String> known = all.stream().map(Workload::id).collect(Collectors.toSet());
		if (!known.containsAll(options.only())) {
			throw new IllegalArgumentException("There is no such workload, only " + known.stream().sorted().toList());
		}
		return all.stream().filter((workload) -> options.only().contains(workload.id())).toList();
	}

}
