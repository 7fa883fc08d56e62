package io.namedlock.benchmarks.workload;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import io.namedlock.benchmarks.contender.ContenderType;
import io.namedlock.benchmarks.server.Addresses;
import io.namedlock.benchmarks.timing.Latencies;
import io.namedlock.benchmarks.timing.Measurement;
import io.namedlock.benchmarks.timing.OpenContenders;

/**
 * How long after a release the waiter in another JVM has the lock.
 *
 * @param id its name
 * @param network how far the servers are
 * @param contenders who takes part
 */
record WakeWorkload(String id, Network network, List<ContenderType> contenders) implements Workload {

	@Override
	public String title() {
		return "from a release to another JVM's waiter%s".formatted(this.network.suffix());
	}

	@Override
	public List<Measurement> run(List<ContenderType> contenders, Stage stage) throws Exception {
		try (Round round = new Round(this.id, this.network.addresses(stage.servers()))) {
			Map<ContenderType, Latencies> times = new EnumMap<>(ContenderType.class);
			for (int i = 0; i <= stage.plan().rounds(); i++) {
				for (ContenderType type : contenders) {
					Latencies all = times.computeIfAbsent(type, (key) -> new Latencies());
					Latencies these = round.run(type, stage.plan().wakes());
					if (i > 0) {
						all.addAll(these);
					}
				}
			}
			return round.measurements(times);
		}
	}

	private static final class Round implements AutoCloseable {

		private final String id;

		private final Addresses servers;

		private final NodeFile file = new NodeFile();

		private final OpenContenders opened;

		private final SecondJvm second;

		Round(String id, Addresses servers) throws IOException {
			this.id = id;
			this.servers = servers;
			this.opened = new OpenContenders(servers);
			this.second = new SecondJvm(this.file.path());
		}

		Latencies run(ContenderType type, int wakes) throws Exception {
			NodeTask task = new NodeTask(this.file.memory(), this.opened.get(type));
			String name = this.id + ":" + type.id();
			this.second.tell("wait", type.id(), this.servers.format(), name, wakes);
			task.wake(name, wakes);
			Latencies latencies = new Latencies();
			for (String nanos : this.second.answer().split(",")) {
				latencies.add(Long.parseLong(nanos));
			}
			return latencies;
		}

		List<Measurement> measurements(Map<ContenderType, Latencies> times) throws Exception {
			List<Measurement> measurements = new ArrayList<>();
			for (Map.Entry<ContenderType, Latencies> entry : times.entrySet()) {
				measurements.add(Measurement.ofTimes(this.id, entry.getKey().id(), entry.getValue(),
						this.opened.connections(entry.getKey())));
			}
			return measurements;
		}

		@Override
		public void close() throws Exception {
			this.opened.close();
			this.second.close();
			this.file.close();
		}

	}

}
