package io.namedlock.benchmarks.workload;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import io.namedlock.benchmarks.contender.ContenderType;
import io.namedlock.benchmarks.server.Addresses;
import io.namedlock.benchmarks.timing.Measurement;
import io.namedlock.benchmarks.timing.OpenContenders;
import io.namedlock.benchmarks.timing.SliceResult;
import io.namedlock.benchmarks.timing.Turns;

/**
 * Threads of two JVMs that want one lock. The shares are those of the JVMs, and the times
 * those of the first.
 *
 * @param id its name
 * @param threads how many in each JVM
 * @param network how far the servers are
 * @param contenders who takes part
 */
record TwoJvmWorkload(String id, int threads, Network network, List<ContenderType> contenders) implements Workload {

	private static final Duration PROOF = Duration.ofMillis(20);

	private static final int WAIT = 2_000;

	@Override
	public String title() {
		return "2 JVMs with %d threads each, one name%s".formatted(this.threads, this.network.suffix());
	}

	@Override
	public List<Measurement> run(List<ContenderType> contenders, Stage stage) throws Exception {
		Addresses servers = this.network.addresses(stage.servers());
		try (NodeFile file = new NodeFile();
				OpenContenders opened = new OpenContenders(servers);
				SecondJvm second = new SecondJvm(file.path())) {
			return stage.turns(this.id, contenders)
				.take(stage.plan(), new JointTurn(this, servers, opened, second, file.memory(),
						EnumSet.noneOf(ContenderType.class)));
		}
	}

	private record JointTurn(TwoJvmWorkload workload, Addresses servers, OpenContenders opened, SecondJvm second,
			NodeMemory memory, Set<ContenderType> proven) implements Turns.Turn {

		@Override
		public SliceResult take(ContenderType type, long nanos) throws Exception {
			NodeTask task = new NodeTask(this.memory, this.opened.get(type));
			this.memory.clear();
			if (this.proven.add(type)) {
				requireExclusion(type, task);
			}
			this.second.tell("slice", type.id(), this.servers.format(), name(type), this.workload.threads(), nanos);
			SliceResult here = task.slice(name(type), this.workload.threads(), nanos, NodeTask.FIRST);
			long there = Long.parseLong(this.second.answer());
			return new SliceResult(new long[] { here.total(), there }, nanos, here.latencies());
		}

		@Override
		public int connections(ContenderType type) throws Exception {
			return this.opened.connections(type);
		}

		private void requireExclusion(ContenderType type, NodeTask task) throws Exception {
			this.second.tell("wait", type.id(), this.servers.format(), name(type));
			task.wake(name(type), PROOF.toNanos(), WAIT);
			this.second.answer();
			this.memory.clear();
		}

		private String name(ContenderType type) {
			return this.workload.id() + ":" + type.id();
		}

	}

}
