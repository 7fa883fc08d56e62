package io.namedlock.benchmarks.timing;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Medians.
 */
final class Medians {

	private Medians() {
	}

	static double of(List<Double> values) {
		return of(values.size(), values::get);
	}

	static double of(int count, IntToDoubleFunction value) {
		double[] sorted = IntStream.range(0, count).mapToDouble(value).sorted().toArray();
		return (sorted[(count - 1) / 2] + sorted[count / 2]) / 2;
	}

}
