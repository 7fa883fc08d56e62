package io.namedlock.benchmarks.report;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

import io.namedlock.benchmarks.goal.Check;
import io.namedlock.benchmarks.timing.Measurement;

import org.jspecify.annotations.Nullable;

/**
 * Prints figures as they come.
 */
public final class TableReport {

	private static final String ROW = "  %-14s %12s %10s %10s %6s %13s %9s%n";

	private static final String OURS = "shared";

	private final PrintStream out;

	/**
	 * Prints to a stream.
	 * @param out the stream
	 */
	public TableReport(PrintStream out) {
		this.out = out;
	}

	/**
	 * Prints where and with what the run is.
	 * @param environment the environment
	 */
	public void print(Environment environment) {
		environment.values().forEach((name, value) -> this.out.printf("%-20s %s%n", name, value));
	}

	/**
	 * Prints a workload's figures.
	 * @param workload the workload
	 * @param title what it does
	 * @param measurements the figures
	 */
	public void print(String workload, String title, List<Measurement> measurements) {
		this.out.printf("%n%s: %s%n", workload, title);
		this.out.printf(ROW, "", "ops/s", "p50 us", "p99 us", "conn.", "shares", "shared is");
		Measurement ours = measurements.stream().filter((row) -> row.contender().equals(OURS)).findFirst().orElse(null);
		measurements.forEach((row) -> print(row, ours, label(workload, row)));
	}

	/**
	 * Prints that a workload is left out.
	 * @param workload the workload
	 * @param reason why
	 */
	public void printLeftOut(String workload, String reason) {
		this.out.printf("%n%s: left out, %s%n", workload, reason);
	}

	/**
	 * Prints whether the goals hold.
	 * @param checks the parts of all goals
	 */
	public void printGoals(List<Check> checks) {
		this.out.printf("%nGoals%n");
		for (Check check : checks) {
			this.out.printf("  %d  %-10s  %-62s %s%n", check.goal(), check.verdict(), check.claim(), check.figures());
		}
	}

	private void print(Measurement row, @Nullable Measurement ours, String label) {
		if (row.failure() != null) {
			this.out.printf("  %-14s failed: %s%n", label, row.failure());
			return;
		}
		this.out.printf(ROW, label, number("%,.0f", row.rate()), time(row.p50Micros()), time(row.p99Micros()),
				(row.connections() != null) ? row.connections() : "", shares(row),
				number("%.2f x", (ours != null && ours != row) ? ours.ratioTo(row) : null));
	}

	private static String label(String workload, Measurement row) {
		return row.workload().equals(workload) ? row.contender() : row.contender() + " " + row.workload();
	}

	private static String shares(Measurement row) {
		Double least = row.leastShare();
		Double greatest = row.greatestShare();
		return (least != null && greatest != null) ? String.format(Locale.ROOT, "%.2f - %.2f", least, greatest) : "";
	}

	private static String time(@Nullable Double micros) {
		return number((micros != null && micros < 10) ? "%.3f" : "%,.1f", micros);
	}

	private static String number(String format, @Nullable Double value) {
		return (value != null) ? String.format(Locale.ROOT, format, value) : "";
	}

}
