package io.namedlock.benchmarks.timing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import io.namedlock.benchmarks.contender.ContenderType;
import io.namedlock.benchmarks.server.ProcessorTime;

/**
 * Lets contenders take turns in short slices, so that what disturbs the machine disturbs
 * all of them. This is why JMH does not drive these workloads: it runs one benchmark to
 * its end before the next begins, and knows neither a second JVM nor a thread's share.
 */
public final class Turns {

	private final String workload;

	private final Supplier<ProcessorTime> processors;

	private final Map<ContenderType, Tally> tallies = new LinkedHashMap<>();

	/**
	 * Sets the turns up.
	 * @param workload the workload
	 * @param contenders who takes part, in this order
	 * @param processors tells what time the processors have worked
	 */
	public Turns(String workload, List<ContenderType> contenders, Supplier<ProcessorTime> processors) {
		this.workload = workload;
		this.processors = processors;
		contenders.forEach((contender) -> this.tallies.put(contender, new Tally()));
	}

	/**
	 * Warms everybody up, then lets each have its turn in each round.
	 * @param plan how long
	 * @param turn what a contender does
	 * @return a line for each contender
	 */
	public List<Measurement> take(Plan plan, Turn turn) {
		round(turn, plan.warmUp().toNanos(), false);
		for (int i = 0; i < plan.rounds(); i++) {
			round(turn, plan.slice().toNanos(), true);
		}
		List<Measurement> measurements = new ArrayList<>();
		this.tallies.forEach((contender, tally) -> measurements.add(tally.measurement(this.workload, contender.id())));
		return measurements;
	}

	private void round(Turn turn, long nanos, boolean counts) {
		this.tallies.forEach((contender, tally) -> {
			if (!tally.failed()) {
				take(turn, contender, tally, nanos, counts);
			}
		});
	}

	private void take(Turn turn, ContenderType contender, Tally tally, long nanos, boolean counts) {
		try (ConnectionSamples connections = new ConnectionSamples(() -> turn.connections(contender))) {
			ProcessorTime before = this.processors.get();
			SliceResult result = turn.take(contender, nanos);
			ProcessorTime used = this.processors.get().minus(before);
			if (counts) {
				tally.add(result, connections.most(), used);
			}
		}
		catch (Exception ex) {
			tally.fail(ex);
		}
	}

	/**
	 * What a contender does when its turn comes.
	 */
	public interface Turn {

		/**
		 * Lets a contender lock.
		 * @param contender the contender
		 * @param nanos how long
		 * @return what it did
		 * @throws Exception if it failed
		 */
		SliceResult take(ContenderType contender, long nanos) throws Exception;

		/**
		 * How many connections it has open.
		 * @param contender the contender
		 * @return the number
		 * @throws Exception if its server does not tell
		 */
		int connections(ContenderType contender) throws Exception;

	}

}
