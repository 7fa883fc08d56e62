package io.namedlock.benchmarks.goal;

import java.util.Arrays;
import java.util.List;

import io.namedlock.benchmarks.timing.Measurement;
import io.namedlock.benchmarks.timing.Results;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Goals}.
 */
class GoalsTests {

	private static final String CLAIM = "distinct-64: at least 6 x the rate of redisson";

	private final Results results = new Results();

	@Test
	void holdsWhereTheMedianOfTheRoundsRatiosReachesIt() {
		this.results.addAll(List.of(rates("shared", 600, 90, 700), rates("redisson", 100, 100, 100)));
		assertThat(verdict()).isEqualTo(Verdict.HOLDS);
	}

	@Test
	void isMissedBelow() {
		this.results.addAll(List.of(rates("shared", 590, 600, 500), rates("redisson", 100, 100, 100)));
		assertThat(verdict()).isEqualTo(Verdict.MISSED);
	}

	@Test
	void isMissedWhereTheLibraryFailed() {
		this.results
			.addAll(List.of(Measurement.failed("distinct-64", "shared", "broken"), rates("redisson", 100, 100, 100)));
		assertThat(verdict()).isEqualTo(Verdict.MISSED);
	}

	@Test
	void isNotJudgedWithoutThePeer() {
		this.results.addAll(List.of(rates("shared", 600, 600, 600)));
		assertThat(verdict()).isEqualTo(Verdict.NOT_JUDGED);
	}

	private Verdict verdict() {
		return Goals.judge(this.results)
			.stream()
			.filter((check) -> check.claim().equals(CLAIM))
			.map(Check::verdict)
			.findFirst()
			.orElseThrow();
	}

	private static Measurement rates(String contender, double... rates) {
		List<Double> boxed = Arrays.stream(rates).boxed().toList();
		return new Measurement("distinct-64", contender, boxed, 1.0, 1.0, 1, 1.0, 1.0, null);
	}

}
