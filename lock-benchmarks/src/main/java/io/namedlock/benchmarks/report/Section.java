package io.namedlock.benchmarks.report;

import java.util.List;

import io.namedlock.benchmarks.timing.Measurement;
import org.jspecify.annotations.Nullable;

/**
 * What is told of a workload.
 *
 * @param workload the workload
 * @param title what it does
 * @param lines the figures of its contenders
 * @param leftOut why it was not measured, {@code null} if it was
 */
public record Section(String workload, String title, List<Line> lines, @Nullable String leftOut) {

	private static final String OURS = "shared";

	/**
	 * A workload that was measured.
	 * @param workload the workload
	 * @param title what it does
	 * @param measurements the figures
	 * @return the section
	 */
	public static Section of(String workload, String title, List<Measurement> measurements) {
		return new Section(workload, title,
				measurements.stream().map((each) -> Line.of(each, ours(each, measurements))).toList(), null);
	}

	/**
	 * A workload that was not measured.
	 * @param workload the workload
	 * @param title what it does
	 * @param reason why not
	 * @return the section
	 */
	public static Section leftOut(String workload, String title, String reason) {
		return new Section(workload, title, List.of(), reason);
	}

	/**
	 * What is written before a line.
	 */
	String label(Line line) {
		Measurement measurement = line.measurement();
		return measurement.workload().equals(this.workload) ? measurement.contender()
				: measurement.contender() + " " + measurement.workload();
	}

	private static @Nullable Measurement ours(Measurement theirs, List<Measurement> all) {
		return all.stream()
			.filter((each) -> each.workload().equals(theirs.workload()) && each.contender().equals(OURS))
			.findFirst()
			.orElse(null);
	}

}
