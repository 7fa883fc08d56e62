package io.namedlock.benchmarks.report;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.namedlock.benchmarks.goal.Check;

/**
 * Prints figures as they come.
 */
public final class TableReport {

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
	 * @param section the workload
	 */
	public void print(Section section) {
		if (section.leftOut() != null) {
			this.out.printf("%n%s: left out, %s%n", section.workload(), section.leftOut());
			return;
		}
		this.out.printf("%n%s: %s%n", section.workload(), section.title());
		printRow("", Column::title);
		section.lines().forEach((line) -> print(section.label(line), line));
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

	private void print(String label, Line line) {
		if (line.measurement().failure() != null) {
			this.out.printf("  %-14s failed: %s%n", label, line.measurement().failure());
			return;
		}
		printRow(label, (column) -> column.text(line));
	}

	private void printRow(String label, Function<Column, String> text) {
		this.out.printf("  %-14s%s%n", label,
				Arrays.stream(Column.values())
					.map((column) -> "%14s".formatted(text.apply(column)))
					.collect(Collectors.joining()));
	}

}
