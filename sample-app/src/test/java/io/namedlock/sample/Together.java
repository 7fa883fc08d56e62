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
			List<Future<T>> futures = IntStream.range(0, count).mapToObj((number) -> executor.submit(() -> {
				start.await(TIMEOUT_SECONDS, TimeUnit.SECONDS);
				return calls.apply(number).call();
			})).toList();
			List<T> results = new ArrayList<>();
			for (Future<T> future : futures) {
				results.add(future.get(TIMEOUT_SECONDS, TimeUnit.SECONDS));
			}
			return results;
		}
		finally {
			executor.shutdownNow();
		}
	}

}
