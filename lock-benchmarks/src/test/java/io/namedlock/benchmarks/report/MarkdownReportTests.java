package io.namedlock.benchmarks.report;

import java.util.List;
import java.util.Map;

import io.namedlock.benchmarks.goal.Goals;
import io.namedlock.benchmarks.timing.Measurement;
import io.namedlock.benchmarks.timing.Results;
import io.namedlock.benchmarks.timing.Round;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MarkdownReport}.
 */
class MarkdownReportTests {

	private static final Measurement OURS = new Measurement("distinct-64", "shared",
			List.of(new Round(600.0, 9.5, 20.0), new Round(600.0, 9.5, 20.0)), new Round(600.0, 9.5, 20.0), 1, null,
			null, 2.5, 1.25, null);

	private static final Measurement THEIRS = new Measurement("distinct-64", "redisson",
			List.of(new Round(100.0, 90.0, 2000.0), new Round(50.0, 90.0, 2000.0)), new Round(75.0, 90.0, 2000.0), 65,
			null, null, 20.0, 10.0, null);

	@Test
	void tellsOfTheMachineTheGoalsAndTheFigures() {
		assertThat(text(Section.of("distinct-64", "64 threads", List.of(OURS, THEIRS)))).contains("| JDK | 17 |",
				"| 1 | distinct-64: at least 6 x the rate of redisson | 9 x | holds |", "### `distinct-64`: 64 threads",
				"|  | ops/s | p50 us | p99 us | conn. | client us | server us | shared is |",
				"| `shared` | 600 | 9.500 | 20.0 | 1 | 2.5 | 1.3 |  |",
				"| `redisson` | 75 | 90.0 | 2,000.0 | 65 | 20.0 | 10.0 | 9.00 x |");
	}

	@Test
	void comparesTimesWhereThereAreNoRates() {
		Measurement ours = wake("shared", new Round(null, 100.0, 200.0));
		Measurement theirs = wake("redisson", new Round(null, 300.0, 900.0));
		assertThat(text(Section.of("wake", "a wake-up", List.of(ours, theirs))))
			.contains("|  | p50 us | p99 us | conn. | shared is |", "| `redisson` | 300.0 | 900.0 | 3 | 3.00 x |");
	}

	@Test
	void tellsWhatFailedAndWhatWasLeftOut() {
		Measurement failed = Measurement.failed("distinct-64", "redisson", new IllegalStateException("no\nserver"));
		assertThat(text(Section.of("distinct-64", "64 threads", List.of(OURS, failed))))
			.contains("| `redisson` | failed: java.lang.IllegalStateException: no server |");
		assertThat(text(Section.leftOut("one-64", "one name", "nobody takes part")))
			.contains("Left out: nobody takes part.");
	}

	private static Measurement wake(String contender, Round round) {
		return new Measurement("wake", contender, List.of(round), round, 3, null, null, null, null, null);
	}

	private static List<String> text(Section section) {
		Results results = new Results();
		results.addAll(section.lines().stream().map(Line::measurement).toList());
		return new MarkdownReport(new Environment(Map.of("JDK", "17")), List.of(section), Goals.judge(results)).text();
	}

}
