package io.namedlock.benchmarks.timing;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;

/**
 * The figures of one contender in one workload. What was not measured is {@code null}.
 *
 * @param workload the workload
 * @param contender the contender
 * @param rounds what it did in each round
 * @param all the median rate of the rounds, and the times of all rounds together
 * @param connections the most connections that were open
 * @param leastShare what the slowest thread, or JVM, did, as a part of the mean
 * @param greatestShare what the fastest thread, or JVM, did, as a part of the mean
 * @param clientMicros the processor time of an operation in the JVMs
 * @param serverMicros the processor time of an operation in the server
 * @param failure why there are no figures
 */
public record Measurement(String workload, String contender, List<Round> rounds, Round all,
		@Nullable Integer connections, @Nullable Double leastShare, @Nullable Double greatestShare,
		@Nullable Double clientMicros, @Nullable Double serverMicros, @Nullable String failure) {

	/**
	 * A contender that failed.
	 * @param workload the workload
	 * @param contender the contender
	 * @param failure why; what caused it in the end is told
	 * @return no figures
	 */
	public static Measurement failed(String workload, String contender, Exception failure) {
		String reason = NestedExceptionUtils.getMostSpecificCause(failure).toString().replaceAll("\\s+", " ");
		return new Measurement(workload, contender, List.of(), new Round(null, null, null), null, null, null, null,
				null, reason);
	}

	/**
	 * Only times.
	 * @param workload the workload
	 * @param contender the contender
	 * @param latencies the times
	 * @param connections the connections
	 * @return the figures
	 */
	public static Measurement ofTimes(String workload, String contender, Latencies latencies, int connections) {
		return ofRound(workload, contender, Round.ofTimes(latencies), connections);
	}

	/**
	 * Only a time.
	 * @param workload the workload
	 * @param contender the contender
	 * @param micros the median
	 * @return the figures
	 */
	public static Measurement ofTime(String workload, String contender, double micros) {
		return ofRound(workload, contender, new Round(null, micros, null), null);
	}

	private static Measurement ofRound(String workload, String contender, Round round, @Nullable Integer connections) {
		return new Measurement(workload, contender, List.of(round), round, connections, null, null, null, null, null);
	}

	/**
	 * How a figure compares with another's: the median of the rounds' ratios, since what
	 * disturbs a machine disturbs neighbours alike.
	 * @param other the other
	 * @param figure which figure
	 * @return this one's figure as a multiple of the other's, {@code null} where one of
	 * them has none
	 */
	public @Nullable Double ratioTo(Measurement other, Function<Round, @Nullable Double> figure) {
		List<Double> ours = figures(figure);
		List<Double> theirs = other.figures(figure);
		int count = Math.min(ours.size(), theirs.size());
		return (count > 0) ? Medians.of(count, (i) -> ours.get(i) / theirs.get(i)) : null;
	}

	private List<Double> figures(Function<Round, @Nullable Double> figure) {
		return this.rounds.stream().map(figure).filter(Objects::nonNull).toList();
	}

}
