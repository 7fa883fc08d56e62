package io.namedlock.sample;

import java.util.Collections;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiFunction;

import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Lets many customers order at once, without the lock and with it.
 */
@RestController
class RushController {

	private static final int BUYERS = 20;

	private static final int TICKETS = 5;

	private final TicketService tickets;

	RushController(TicketService tickets) {
		this.tickets = tickets;
	}

	@PostMapping("/demo/rush")
	Comparison compare() throws InterruptedException, ExecutionException {
		return new Comparison(rush(this.tickets::orderWithoutLock), rush(this.tickets::order));
	}

	private Rush rush(BiFunction<String, String, TicketOrder> sale) throws InterruptedException, ExecutionException {
		String event = "rush-" + UUID.randomUUID();
		this.tickets.open(event, TICKETS);
		int sold = countSold(() -> isSold(sale, event));
		return new Rush(BUYERS, TICKETS, sold, Math.max(0, sold - TICKETS));
	}

	private static int countSold(Callable<Boolean> purchase) throws InterruptedException, ExecutionException {
		ExecutorService executor = Executors.newFixedThreadPool(BUYERS);
		try {
			int sold = 0;
			for (Future<Boolean> answer : executor.invokeAll(Collections.nCopies(BUYERS, purchase))) {
				sold += answer.get() ? 1 : 0;
			}
			return sold;
		}
		finally {
			executor.shutdown();
		}
	}

	private static boolean isSold(BiFunction<String, String, TicketOrder> sale, String event) {
		try {
			sale.apply(event, "somebody");
			return true;
		}
		catch (RefusedException ex) {
			return false;
		}
	}

	record Comparison(Rush withoutLock, Rush withLock) {
	}

	/**
	 * The outcome of a rush.
	 *
	 * @param buyers how many orders were placed at once
	 * @param tickets how many tickets there were
	 * @param sold how many were sold
	 * @param oversold how many were sold that did not exist
	 */
	record Rush(int buyers, int tickets, int sold, int oversold) {
	}

}
