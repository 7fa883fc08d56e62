package io.namedlock.benchmarks.timing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import io.namedlock.benchmarks.server.ProcessorTime;
import org.jspecify.annotations.Nullable;

/**
 * What one contender did in all slices of a workload.
 */
final class Tally {

	private final List<Round> rounds = new ArrayList<>();

	private final Latencies latencies = new Latencies();

	private ProcessorTime processors = ProcessorTime.ZERO;

	private long[] pairs = {};

	private int connections;

	private @Nullable Exception failure;

	void add(SliceResult result, int connections, ProcessorTime used) {
		this.rounds.add(Round.of(result));
		this.processors = this.processors.plus(used);
		this.latencies.addAll(result.latencies());
		this.connections = Math.max(this.connections, connections);
		this.pairs = Arrays.copyOf(this.pairs, result.pairs().length);
		Arrays.setAll(this.pairs, (i) -> this.pairs[i] + result.pairs()[i]);
	}

	void fail(Exception ex) {
		this.failure = ex;
	}

	boolean failed() {
		return this.failure != null;
	}

	Measurement measurement(String workload, String contender) {
		if (this.failure != null) {
			return Measurement.failed(workload, contender, this.failure);
		}
		return new Measurement(workload, contender, List.copyOf(this.rounds), all(), this.connections, share(true),
				share(false), microsEach(this.processors.clients()), microsEach(this.processors.servers()), null);
	}

	private Round all() {
		List<Double> rates = this.rounds.stream().map(Round::rate).filter(Objects::nonNull).toList();
		return new Round(rates.isEmpty() ? null : Medians.of(rates), this.latencies.micros(50),
				this.latencies.micros(99));
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

	private @Nullable Double microsEach(Duration processors) {
		long total = Arrays.stream(this.pairs).sum();
		return (total > 0) ? processors.toNanos() / 1e3 / total : null;
	}

}
