package io.namedlock.benchmarks.workload;

import java.util.ArrayList;
import java.util.List;

import io.namedlock.benchmarks.contender.Contender;
import io.namedlock.benchmarks.contender.ContenderType;
import io.namedlock.benchmarks.contender.HeldLock;
import io.namedlock.benchmarks.timing.Latencies;
import io.namedlock.benchmarks.timing.Measurement;
import io.namedlock.benchmarks.timing.OpenContenders;

/**
 * What one more lock costs while many are held, beside what it costs while none is. The
 * latter is a line of its own.
 *
 * @param locks how many are held
 * @param contenders who takes part
 */
record HeldWorkload(int locks, List<ContenderType> contenders) implements Workload {

	private static final String NONE = "held-0";

	private static final int WARM_UP = 1_000;

	private static final int SAMPLES = 1_000;

	@Override
	public String id() {
		return "held-" + this.locks;
	}

	@Override
	public String title() {
		return "the time to acquire one more while %,d are held".formatted(this.locks);
	}

	@Override
	public Network network() {
		return Network.DIRECT;
	}

	@Override
	public List<Measurement> run(List<ContenderType> contenders, Stage stage) {
		return contenders.stream().flatMap((type) -> measure(type, stage).stream()).toList();
	}

	private List<Measurement> measure(ContenderType type, Stage stage) {
		try (OpenContenders opened = new OpenContenders(stage.servers().direct())) {
			return measure(type, opened);
		}
		catch (Exception ex) {
			return List.of(Measurement.failed(id(), type.id(), ex));
		}
	}

	private List<Measurement> measure(ContenderType type, OpenContenders opened) throws Exception {
		Contender contender = opened.get(type);
		sample(contender, WARM_UP);
		Measurement none = Measurement.ofTimes(NONE, type.id(), sample(contender, SAMPLES), opened.connections(type));
		List<HeldLock> held = hold(contender);
		Measurement many = Measurement.ofTimes(id(), type.id(), sample(contender, SAMPLES), opened.connections(type));
		for (HeldLock lock : held) {
			lock.release();
		}
		return List.of(none, many);
	}

	private List<HeldLock> hold(Contender contender) throws Exception {
		List<HeldLock> held = new ArrayList<>(this.locks);
		for (int i = 0; i < this.locks; i++) {
			held.add(contender.acquire(id() + ":" + i));
		}
		return held;
	}

	private Latencies sample(Contender contender, int samples) throws Exception {
		Latencies latencies = new Latencies();
		for (int i = 0; i < samples; i++) {
			long start = System.nanoTime();
			HeldLock lock = contender.acquire(id() + ":more:" + i);
			latencies.add(System.nanoTime() - start);
			lock.release();
		}
		return latencies;
	}

}
