package io.namedlock.benchmarks.goal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

import io.namedlock.benchmarks.timing.Measurement;
import io.namedlock.benchmarks.timing.Results;

import org.jspecify.annotations.Nullable;

/**
 * Compares figures with what they should be.
 */
final class Judge {

	private static final String OURS = "shared";

	private final Results results;

	private final List<Check> checks = new ArrayList<>();

	private int goal;

	Judge(Results results) {
		this.results = results;
	}

	/**
	 * Begins a goal.
	 */
	Judge goal(int number) {
		this.goal = number;
		return this;
	}

	/**
	 * Our rate in a workload must be that many times a peer's.
	 */
	void rate(String workload, String peer, double times) {
		String claim = "%s: at least %s x the rate of %s".formatted(workload, plain(times), peer);
		compare(claim, workload, OURS, workload, peer, (pair) -> pair.ours().ratioTo(pair.theirs()), times, true);
	}

	/**
	 * One of our times must be at most that part of a peer's.
	 */
	void time(String workload, String peer, String label, Function<Measurement, @Nullable Double> time, double part) {
		String claim = "%s: %s at most %s x that of %s".formatted(workload, label, plain(part), peer);
		compare(claim, workload, OURS, workload, peer, (pair) -> ratio(pair, time), part, false);
	}

	/**
	 * Our time in a workload must be at most that many times our time in another.
	 */
	void timeBeside(String workload, String other, double times) {
		String claim = "%s: p50 at most %s x that of %s".formatted(workload, plain(times), other);
		compare(claim, workload, OURS, other, OURS, (pair) -> ratio(pair, Measurement::p50Micros), times, false);
	}

	/**
	 * We must use at most that many connections.
	 */
	void connections(String workload, int most) {
		figure(workload, OURS, "at most %d connections".formatted(most), Measurement::connections, 0, most);
	}

	/**
	 * All shares must be within bounds around the mean.
	 */
	void shares(String workload, double least, double greatest) {
		figure(workload, OURS, "least share at least " + plain(least), Measurement::leastShare, least, 1);
		figure(workload, OURS, "greatest share at most " + plain(greatest), Measurement::greatestShare, 1, greatest);
	}

	/**
	 * A figure of ours must be within bounds.
	 */
	void figure(String workload, String contender, String what, Function<Measurement, @Nullable Number> figure,
			double least, double most) {
		String claim = workload + ": " + what;
		Measurement ours = find(workload, contender).orElse(null);
		Number seen = (ours != null) ? figure.apply(ours) : null;
		if (seen == null) {
			this.checks.add(missing(claim, ours));
		}
		else {
			double value = seen.doubleValue();
			this.checks.add(Check.of(this.goal, claim, plain(value), value >= least && value <= most));
		}
	}

	/**
	 * A part of the goal that nothing can be said about.
	 */
	void notJudged(String claim, String reason) {
		this.checks.add(Check.notJudged(this.goal, claim, reason));
	}

	List<Check> checks() {
		return this.checks;
	}

	private void compare(String claim, String workload, String contender, String otherWorkload, String other,
			Function<Pair, @Nullable Double> ratio, double bound, boolean atLeast) {
		Measurement ours = find(workload, contender).orElse(null);
		Measurement theirs = find(otherWorkload, other).orElse(null);
		Double seen = (ours != null && theirs != null) ? ratio.apply(new Pair(ours, theirs)) : null;
		if (seen == null) {
			this.checks.add(missing(claim, ours));
		}
		else {
			this.checks.add(Check.of(this.goal, claim, plain(seen) + " x", atLeast ? seen >= bound : seen <= bound));
		}
	}

	private Check missing(String claim, @Nullable Measurement ours) {
		if (ours != null && ours.failure() != null) {
			return Check.of(this.goal, claim, ours.failure(), false);
		}
		return Check.notJudged(this.goal, claim, "not measured in this run");
	}

	private Optional<Measurement> find(String workload, String contender) {
		return this.results.find(workload, contender);
	}

	private static @Nullable Double ratio(Pair pair, Function<Measurement, @Nullable Double> time) {
		Double ours = time.apply(pair.ours());
		Double theirs = time.apply(pair.theirs());
		return (ours != null && theirs != null) ? ours / theirs : null;
	}

	private static String plain(double value) {
		String text = String.format(Locale.ROOT, (Math.abs(value) < 10) ? "%.2f" : "%.1f", value);
		return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
	}

	private record Pair(Measurement ours, Measurement theirs) {
	}

}
