package io.namedlock.benchmarks.goal;

import java.util.Arrays;
import java.util.List;

import io.namedlock.benchmarks.timing.Measurement;
import io.namedlock.benchmarks.timing.Results;
import io.namedlock.benchmarks.timing.Round;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Goals}.
 */
class GoalsTests {

	private static final String RATE = "distinct-64: at least 6 x the rate of redisson";

	private static final String TIME = "distinct-64: p99 at most 0.2 x that of pool-10";

	private static final String CONNECTIONS = "distinct-64: at most 2 connections";

	private static final String LEAST_SHARE = "one-64: least share at least 0.95";

	private static final String GREATEST_SHARE = "one-64: greatest share at most 1.05";

	private static final String ONE_MORE = "held-10000: p50 at most 2 x that of held-0";

	private static final String SENT = "distinct-8-relay: sent at least 1.7 x the rate of pool-8";

	private final Results results = new Results();

	@Test
	void rateHoldsWhereTheMedianOfTheRoundsRatiosReachesIt() {
		add(rates("shared", 600, 90, 700), rates("redisson", 100, 100, 100));
		assertThat(check(RATE).verdict()).isEqualTo(Verdict.HOLDS);
		assertThat(check(RATE).figures()).isEqualTo("6 x");
	}

	@Test
	void rateIsMissedBelow() {
		add(rates("shared", 599, 600, 500), rates("redisson", 100, 100, 100));
		assertThat(check(RATE).verdict()).isEqualTo(Verdict.MISSED);
		assertThat(check(RATE).figures()).isEqualTo("5.99 x");
	}

	@Test
	void isMissedWhereTheLibraryFailed() {
		add(Measurement.failed("distinct-64", "shared", new IllegalStateException("broken")),
				rates("redisson", 100, 100, 100));
		assertThat(check(RATE).verdict()).isEqualTo(Verdict.MISSED);
		assertThat(check(RATE).figures()).contains("broken");
	}

	@Test
	void isMissedWhereTheWholeWorkloadFailed() {
		add(Measurement.failed("aspect", "shared", new IllegalStateException("no fork")));
		assertThat(check("aspect: to a reentrant call at most 1 us").verdict()).isEqualTo(Verdict.MISSED);
	}

	@Test
	void isNotJudgedWithoutThePeer() {
		add(rates("shared", 600, 600, 600));
		assertThat(check(RATE).verdict()).isEqualTo(Verdict.NOT_JUDGED);
		assertThat(check(RATE).figures()).isEqualTo("not measured in this run");
	}

	@Test
	void tellsOfAPeerThatFailed() {
		add(rates("shared", 600, 600, 600),
				Measurement.failed("distinct-64", "redisson", new IllegalStateException("no server")));
		assertThat(check(RATE).verdict()).isEqualTo(Verdict.NOT_JUDGED);
		assertThat(check(RATE).figures()).isEqualTo("redisson failed: java.lang.IllegalStateException: no server");
	}

	@Test
	void timeHoldsUpToItsPart() {
		add(figures("distinct-64", "shared", 10, 1, null), figures("distinct-64", "pool-10", 50, 10, null));
		assertThat(check(TIME).verdict()).isEqualTo(Verdict.HOLDS);
		add(figures("distinct-64", "shared", 10.1, 1, null));
		assertThat(check(TIME).verdict()).isEqualTo(Verdict.MISSED);
	}

	@Test
	void timeIsComparedRoundByRound() {
		add(measurement("distinct-64", "shared", times(10, 500, 10), 1, null),
				measurement("distinct-64", "pool-10", times(100, 100, 100), 10, null));
		assertThat(check(TIME).figures()).isEqualTo("0.1 x");
	}

	@Test
	void timeOfOneMoreIsComparedWithThatOfTheFirst() {
		add(figures("held-0", "shared", 20, 1, null), figures("held-10000", "shared", 40, 4, null));
		assertThat(check(ONE_MORE).verdict()).isEqualTo(Verdict.HOLDS);
		add(figures("held-10000", "shared", 41, 4, null));
		assertThat(check(ONE_MORE).verdict()).isEqualTo(Verdict.MISSED);
	}

	@Test
	void connectionsAreCounted() {
		add(figures("distinct-64", "shared", 1, 2, null));
		assertThat(check(CONNECTIONS).verdict()).isEqualTo(Verdict.HOLDS);
		add(figures("distinct-64", "shared", 1, 3, null));
		assertThat(check(CONNECTIONS).verdict()).isEqualTo(Verdict.MISSED);
	}

	@Test
	void sharesMustLieAroundTheMean() {
		add(figures("one-64", "shared", 1, 1, new double[] { 0.94, 1.05 }));
		assertThat(check(LEAST_SHARE).verdict()).isEqualTo(Verdict.MISSED);
		assertThat(check(GREATEST_SHARE).verdict()).isEqualTo(Verdict.HOLDS);
	}

	@Test
	void releasesThatAreOnlySentAreJudgedByThemselves() {
		add(measurement("distinct-8-relay", "shared", rounds(100), 1, null),
				measurement("distinct-8-relay", "sent", rounds(170), 1, null),
				measurement("distinct-8-relay", "pool-8", rounds(100), 1, null));
		assertThat(check(SENT).verdict()).isEqualTo(Verdict.HOLDS);
	}

	private void add(Measurement... measurements) {
		this.results.addAll(List.of(measurements));
	}

	private Check check(String claim) {
		return Goals.judge(this.results)
			.stream()
			.filter((check) -> check.claim().equals(claim))
			.findFirst()
			.orElseThrow();
	}

	private static Measurement rates(String contender, double... rates) {
		return measurement("distinct-64", contender, rounds(rates), 1, null);
	}

	private static Measurement figures(String workload, String contender, double micros, int connections,
			double @Nullable [] shares) {
		return measurement(workload, contender, List.of(new Round(null, micros, micros)), connections, shares);
	}

	private static List<Round> rounds(double... rates) {
		return Arrays.stream(rates).mapToObj((rate) -> new Round(rate, 1.0, 1.0)).toList();
	}

	private static List<Round> times(double... micros) {
		return Arrays.stream(micros).mapToObj((time) -> new Round(null, time, time)).toList();
	}

	private static Measurement measurement(String workload, String contender, List<Round> rounds, int connections,
			double @Nullable [] shares) {
		return new Measurement(workload, contender, rounds, rounds.get(0), connections,
				(shares != null) ? shares[0] : null, (shares != null) ? shares[1] : null, null, null, null);
	}

}
