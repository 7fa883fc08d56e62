package io.namedlock.benchmarks.workload;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import io.namedlock.benchmarks.contender.ContenderType;
import io.namedlock.benchmarks.micro.AspectBenchmark;
import io.namedlock.benchmarks.micro.NameTemplateBenchmark;
import io.namedlock.benchmarks.timing.Measurement;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * What JMH measures in a JVM of its own: the aspect and the name template. What is added
 * is what a reentrant call takes longer than a direct one.
 */
record MicroWorkload() implements Workload {

	private static final String ASPECT = "aspect";

	@Override
	public String id() {
		return ASPECT;
	}

	@Override
	public String title() {
		return "a call with the memory backend and a name template, median of JMH's iterations";
	}

	@Override
	public Network network() {
		return Network.DIRECT;
	}

	@Override
	public List<ContenderType> contenders() {
		return List.of(ContenderType.SHARED);
	}

	@Override
	public List<Measurement> run(List<ContenderType> contenders, Stage stage) throws RunnerException {
		Times times = new Times(measure());
		List<Measurement> measurements = new ArrayList<>();
		for (String call : List.of("direct", "reentrant", "locking")) {
			measurements.add(Measurement.ofTime(ASPECT, call, times.micros(call)));
		}
		double added = times.micros("reentrant") - times.micros("direct");
		measurements.add(Measurement.ofTime(ASPECT, "added", added));
		measurements.add(Measurement.ofTime(ASPECT, "name-template", times.micros("resolve")));
		return measurements;
	}

	private static Collection<RunResult> measure() throws RunnerException {
		return new Runner(new OptionsBuilder().include(AspectBenchmark.class.getName())
			.include(NameTemplateBenchmark.class.getName())
			.forks(1)
			.warmupIterations(10)
			.warmupTime(TimeValue.milliseconds(200))
			.measurementIterations(21)
			.measurementTime(TimeValue.milliseconds(200))
			.shouldFailOnError(true)
			.verbosity(VerboseMode.SILENT)
			.build()).run();
	}

	private record Times(Collection<RunResult> results) {

		double micros(String method) {
			return this.results.stream()
				.map(RunResult::getPrimaryResult)
				.filter((result) -> result.getLabel().equals(method))
				.mapToDouble((result) -> result.getStatistics().getPercentile(50) / 1_000)
				.findFirst()
				.orElseThrow();
		}

	}

}
