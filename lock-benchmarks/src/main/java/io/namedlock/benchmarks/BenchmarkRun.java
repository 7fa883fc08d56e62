package io.namedlock.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.namedlock.benchmarks.contender.ContenderType;
import io.namedlock.benchmarks.goal.Check;
import io.namedlock.benchmarks.goal.Goals;
import io.namedlock.benchmarks.goal.Verdict;
import io.namedlock.benchmarks.report.Environment;
import io.namedlock.benchmarks.report.JsonReport;
import io.namedlock.benchmarks.report.MarkdownReport;
import io.namedlock.benchmarks.report.Section;
import io.namedlock.benchmarks.report.TableReport;
import io.namedlock.benchmarks.server.Servers;
import io.namedlock.benchmarks.timing.Measurement;
import io.namedlock.benchmarks.timing.Results;
import io.namedlock.benchmarks.workload.Stage;
import io.namedlock.benchmarks.workload.Workload;

/**
 * One run: each workload in turn, its figures, and in the end the goals.
 */
final class BenchmarkRun {

	private final Selection selection;

	private final Servers servers;

	private final Options options;

	private final Results results = new Results();

	private final List<Section> sections = new ArrayList<>();

	private final TableReport table = new TableReport(System.out);

	BenchmarkRun(Selection selection, Servers servers, Options options) {
		this.selection = selection;
		this.servers = servers;
		this.options = options;
	}

	/**
	 * Runs.
	 * @return whether no goal was missed
	 */
	boolean run() throws Exception {
		Environment environment = Environment.of(this.servers);
		this.table.print(environment);
		Stage stage = new Stage(this.servers, this.options.plan());
		for (Workload workload : this.selection.workloads()) {
			this.servers.awaitQuiet();
			Section section = run(workload, stage);
			this.sections.add(section);
			this.table.print(section);
		}
		return conclude(environment);
	}

	private Section run(Workload workload, Stage stage) {
		List<ContenderType> contenders = this.selection.contenders(workload, this.servers.hasRedis());
		if (!workload.hindrance().isEmpty() || contenders.isEmpty()) {
			return Section.leftOut(workload.id(), workload.title(),
					contenders.isEmpty() ? "none of its contenders takes part" : workload.hindrance());
		}
		List<Measurement> measurements = measure(workload, contenders, stage);
		this.results.addAll(measurements);
		return Section.of(workload.id(), workload.title(), measurements);
	}

	private static List<Measurement> measure(Workload workload, List<ContenderType> contenders, Stage stage) {
		try {
			return workload.run(contenders, stage);
		}
		catch (Exception ex) {
			return contenders.stream().map((type) -> Measurement.failed(workload.id(), type.id(), ex)).toList();
		}
	}

	private boolean conclude(Environment environment) throws Exception {
		List<Check> checks = Goals.judge(this.results);
		this.table.printGoals(checks);
		new JsonReport(environment.values(), this.sections, checks).write(this.options.json());
		Path markdown = this.options.markdown();
		if (markdown != null) {
			new MarkdownReport(environment, this.sections, checks).write(markdown);
		}
		System.out.printf("%nThe figures are in %s%n", this.options.json());
		return checks.stream().noneMatch((check) -> check.verdict() == Verdict.MISSED);
	}

}
