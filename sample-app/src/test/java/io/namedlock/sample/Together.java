package io.namedlock.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Calls that begin at the same moment, each on a thread of its own.
 */
final class Together {

	private static final int TIMEOUT_SECONDS = 120;

	private Together() {
	}

	/**
	 * Makes the calls and waits for all of them.
	 * @param count how many
	 * @param calls the call of each number from 0 on
	 * @param <T> the type of their results
	 * @return the results in the order of the numbers
	 * @throws Exception what the first call that failed has thrown
	 */
	static <T> List<T> call(int count, IntFunction<Callable<T>> calls) throws Exception {
		CyclicBarrier start = new CyclicBarrier(count);
		ExecutorService executor = Executors.newFixedThreadPool(count);
		try {
			return results(executor.invokeAll(
					IntStream.range(0, count).mapToObj((number) -> startingAt(start, calls.apply(number))).toList(),
					TIMEOUT_SECONDS, TimeUnit.SECONDS));
		}
		finally {
			executor.shutdownNow();
		}
	}

	private static <T> Callable<T> startingAt(CyclicBarrier start, Callable<T> call) {
		return () -> {
			start.await();
			return call.call();
		};
	}

	private static <T> List<T> results(List<Future<T>> futures) throws Exception {
		List<T> results = new ArrayList<>();
		for (Future<T> future : futures) {
			results.add(future.get());
		}
		return results;
	}

}
