package io.namedlock.benchmarks.timing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All figures of a run so far.
 */
public final class Results {

	private final Map<String, Map<String, Measurement>> byWorkload = new LinkedHashMap<>();

	/**
	 * Adds figures.
	 * @param measurements the figures
	 */
	public void addAll(List<Measurement> measurements) {
		for (Measurement measurement : measurements) {
			this.byWorkload.computeIfAbsent(measurement.workload(), (key) -> new LinkedHashMap<>())
				.put(measurement.contender(), measurement);
		}
	}

	/**
	 * The figures of a contender in a workload.
	 * @param workload the workload
	 * @param contender the contender
	 * @return the figures, if that was measured
	 */
	public Optional<Measurement> find(String workload, String contender) {
		return Optional.ofNullable(this.byWorkload.getOrDefault(workload, Map.of()).get(contender));
	}

}
