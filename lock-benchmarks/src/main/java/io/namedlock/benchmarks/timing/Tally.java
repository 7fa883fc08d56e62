package io.namedlock.benchmarks.timing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What one contender did in all slices of a workload.
 */
final class Tally {

	private final List<Double> rates = new ArrayList<>();

	private final Latencies latencies = new Latencies();

	private long[] pairs = {};

	private int connections;

	private @Nullable String failure;

	void add(SliceResult result, int connections) {
		this.rates.add(result.rate());
		this.latencies.addAll(result.latencies());
		this.connections = Math.max(this.connections, connections);
		this.pairs = Arrays.copyOf(this.pairs, result.pairs().length);
		Arrays.setAll(this.pairs, (i) -> this.pairs[i] + result.pairs()[i]);
	}

	void fail(Exception ex) {
		this.failure = ex.toString();
	}

	boolean failed() {
		return this.failure != null;
	}

	Measurement measurement(String workload, String contender) {
		if (this.failure != null) {
			return Measurement.failed(workload, contender, this.failure);
		}
		return new Measurement(workload, contender, List.copyOf(this.rates), boxed(this.latencies, 50),
				boxed(this.latencies, 99), this.connections, share(true), share(false), null);
	}

	private @Nullable Double share(boolean least) {
		double mean = Arrays.stream(this.pairs).average().orElse(0);
		if (this.pairs.length < 2 || mean == 0) {
			return null;
		}
		long extreme = least ? Arrays.stream(this.pairs).min().orElseThrow()
				: Arrays.stream(this.pairs).max().orElseThrow();
		return extreme / mean;
	}

	private static @Nullable Double boxed(Latencies latencies, double percentile) {
		return latencies.micros(percentile).isPresent() ? latencies.micros(percentile).getAsDouble() : null;
	}

}
