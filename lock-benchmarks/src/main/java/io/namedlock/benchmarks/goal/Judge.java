package io.namedlock.benchmarks.goal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoublePredicate;
import java.util.function.Function;

import io.namedlock.benchmarks.timing.Measurement;
import io.namedlock.benchmarks.timing.Results;
import io.namedlock.benchmarks.timing.Round;
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
		rate(workload, OURS, peer, times);
	}

	/**
	 * The rate of one of our contenders in a workload must be that many times a peer's.
	 */
	void rate(String workload, String contender, String peer, double times) {
		String claim = "%s: %sat least %s x the rate of %s".formatted(workload,
				contender.equals(OURS) ? "" : contender + " ", plain(times), peer);
		compare(claim, new Subject(workload, contender), new Subject(workload, peer), Round::rate,
				(ratio) -> ratio >= times);
	}

	/**
	 * One of our times must be at most that part of a peer's.
	 */
	void time(String workload, String peer, String label, Function<Round, @Nullable Double> time, double part) {
		String claim = "%s: %s at most %s x that of %s".formatted(workload, label, plain(part), peer);
		compare(claim, new Subject(workload, OURS), new Subject(workload, peer), time, (ratio) -> ratio <= part);
	}

	/**
	 * Our time in a workload must be at most that many times our time in another.
	 */
	void timeBeside(String workload, String other, double times) {
		String claim = "%s: p50 at most %s x that of %s".formatted(workload, plain(times), other);
		compare(claim, new Subject(workload, OURS), new Subject(other, OURS), Round::p50Micros,
				(ratio) -> ratio <= times);
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
		Subject subject = new Subject(workload, contender);
		Number seen = find(subject).map(figure).orElse(null);
		if (seen == null) {
			this.checks.add(missing(claim, subject));
		}
		else {
			double value = seen.doubleValue();
			this.checks.add(Check.of(this.goal, claim, plain(value), value >= least && value <= most));
		}
	}

	List<Check> checks() {
		return this.checks;
	}

	private void compare(String claim, Subject ours, Subject theirs, Function<Round, @Nullable Double> figure,
			DoublePredicate holds) {
		Measurement our = find(ours).orElse(null);
		Measurement their = find(theirs).orElse(null);
		Double seen = (our != null && their != null) ? our.ratioTo(their, figure) : null;
		if (seen == null) {
			this.checks.add(missing(claim, ours, theirs));
		}
		else {
			this.checks.add(Check.of(this.goal, claim, plain(seen) + " x", holds.test(seen)));
		}
	}

	/**
	 * A workload that failed as a whole is a failure of ours.
	 */
	private Check missing(String claim, Subject ours, Subject... theirs) {
		Optional<String> failure = failure(ours).or(() -> failure(new Subject(ours.workload(), OURS)));
		if (failure.isPresent()) {
			return Check.of(this.goal, claim, failure.get(), false);
		}
		return Check.notJudged(this.goal, claim,
				Arrays.stream(theirs)
					.flatMap((peer) -> failure(peer).map((text) -> peer.contender() + " failed: " + text).stream())
					.findFirst()
					.orElse("not measured in this run"));
	}

	private Optional<String> failure(Subject subject) {
		return find(subject).map(Measurement::failure);
	}

	private Optional<Measurement> find(Subject subject) {
		return this.results.find(subject.workload(), subject.contender());
	}

	private static String plain(double value) {
		String text = String.format(Locale.ROOT, (Math.abs(value) < 10) ? "%.3f" : "%.1f", value);
		return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
	}

	private record Subject(String workload, String contender) {
	}

}
