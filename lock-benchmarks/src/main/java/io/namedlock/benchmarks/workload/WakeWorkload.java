package io.namedlock.benchmarks.workload;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import io.namedlock.benchmarks.contender.ContenderType;
import io.namedlock.benchmarks.server.Addresses;
import io.namedlock.benchmarks.timing.Latencies;
import io.namedlock.benchmarks.timing.Measurement;
import io.namedlock.benchmarks.timing.OpenContenders;
import io.namedlock.benchmarks.timing.SliceResult;
import io.namedlock.benchmarks.timing.Turns;

/**
 * How long after a release the waiter in another JVM has the lock.
 *
 * @param id its name
 * @param network how far the servers are
 * @param contenders who takes part
 */
record WakeWorkload(String id, Network network, List<ContenderType> contenders) implements Workload {

	/**
	 * How long a waiter waits at least, in microseconds: much longer than a release
	 * takes.
	 */
	private static final int WAIT = 15_000;

	/**
	 * What it waits in its first turn, for more wake-ups: code is slow at first.
	 */
	private static final int FIRST_WAIT = 1_000;

	@Override
	public String title() {
		return "from a release to another JVM's waiter%s".formatted(this.network.suffix());
	}

	@Override
	public List<Measurement> run(List<ContenderType> contenders, Stage stage) throws Exception {
		Addresses servers = this.network.addresses(stage.servers());
		try (NodeFile file = new NodeFile();
				OpenContenders opened = new OpenContenders(servers);
				SecondJvm second = new SecondJvm(file.path())) {
			return stage.turns(this.id, contenders)
				.take(stage.plan(), new WakeTurn(this, servers, opened, second, file.memory(),
						EnumSet.noneOf(ContenderType.class)));
		}
	}

	private record WakeTurn(WakeWorkload workload, Addresses servers, OpenContenders opened, SecondJvm second,
			NodeMemory memory, Set<ContenderType> warm) implements Turns.Turn {

		@Override
		public SliceResult take(ContenderType type, long nanos) throws Exception {
			NodeTask task = new NodeTask(this.memory, this.opened.get(type));
			String name = this.workload.id() + ":" + type.id();
			this.memory.clear();
			this.second.tell("wait", type.id(), this.servers.format(), name);
			task.wake(name, nanos, this.warm.add(type) ? FIRST_WAIT : WAIT);
			return SliceResult.ofTimes(latencies(this.second.answer()));
		}

		@Override
		public int connections(ContenderType type) throws Exception {
			return this.opened.connections(type);
		}

		private static Latencies latencies(String answer) {
			Latencies latencies = new Latencies();
			for (String nanos : answer.split(",")) {
				latencies.add(Long.parseLong(nanos));
			}
			return latencies;
		}

	}

}
