package io.namedlock.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.namedlock.benchmarks.goal.Check;

/**
 * Writes a run for the documentation: where and with what, the goals, and a table for
 * each workload without the columns that say nothing there.
 */
public final class MarkdownReport {

	private final List<String> text = new ArrayList<>();

	/**
	 * Composes the text.
	 * @param environment where and with what
	 * @param sections the workloads
	 * @param checks the parts of all goals
	 */
	public MarkdownReport(Environment environment, List<Section> sections, List<Check> checks) {
		row("", "");
		rule(2, 0);
		environment.values().forEach(this::row);
		addGoals(checks);
		sections.forEach(this::add);
	}

	/**
	 * Writes the text.
	 * @param file the file to write
	 * @throws IOException if it cannot be written
	 */
	public void write(Path file) throws IOException {
		Files.write(file, this.text);
	}

	List<String> text() {
		return this.text;
	}

	private void addGoals(List<Check> checks) {
		title("Goals");
		row("goal", "what", "seen", "");
		rule(4, 0);
		checks.forEach((check) -> row(Integer.toString(check.goal()), check.claim(), check.figures(),
				check.verdict().toString()));
	}

	private void add(Section section) {
		title("`%s`: %s".formatted(section.workload(), section.title()));
		if (section.leftOut() != null) {
			this.text.add("Left out: " + section.leftOut() + ".");
			return;
		}
		List<Column> columns = columns(section.lines());
		row(Stream.concat(Stream.of(""), columns.stream().map(Column::title)));
		rule(1, columns.size());
		section.lines().forEach((line) -> add("`" + section.label(line) + "`", line, columns));
	}

	private void add(String label, Line line, List<Column> columns) {
		String failure = line.measurement().failure();
		if (failure != null) {
			row(label, "failed: " + failure);
		}
		else {
			row(Stream.concat(Stream.of(label), columns.stream().map((column) -> column.text(line))));
		}
	}

	private static List<Column> columns(List<Line> lines) {
		return Arrays.stream(Column.values())
			.filter((column) -> lines.stream().anyMatch((line) -> !column.text(line).isEmpty()))
			.toList();
	}

	private void title(String title) {
		this.text.addAll(List.of("", "### " + title, ""));
	}

	private void row(String... cells) {
		row(Arrays.stream(cells));
	}

	private void row(Stream<String> cells) {
		this.text.add(cells.map((cell) -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ", "| ", " |")));
	}

	private void rule(int texts, int numbers) {
		this.text.add("|" + "---|".repeat(texts) + "---:|".repeat(numbers));
	}

}
