package io.namedlock.benchmarks.soak;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * The names of the locks: few, so that they are waited for.
 */
final class SoakNames {

	static final List<String> ALL = IntStream.range(0, 20).mapToObj((number) -> "soak:" + number).toList();

	private SoakNames() {
	}

	static String any() {
		return ALL.get(ThreadLocalRandom.current().nextInt(ALL.size()));
	}

}
