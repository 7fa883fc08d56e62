package io.namedlock.sample;

import java.util.Collections;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiFunction;

import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Lets many customers order at once, without the lock and with it.
 */
@RestController
class RushController {

	private static final int BUYERS = 20;

	private static final int TICKETS = 5;

	private static final int MOST_BUYERS = 100;

	private final TicketService tickets;

	RushController(TicketService tickets) {
		this.tickets = tickets;
	}

	@PostMapping("/demo/rush")
	Comparison compare() throws InterruptedException, ExecutionException {
		return new Comparison(rush(false), rush(true));
	}

	/**
	 * This instance's part in a rush for tickets that several instances sell.
	 */
	@PostMapping("/events/{event}/rush")
	Share join(@PathVariable String event, @RequestParam int buyers, @RequestParam boolean locked)
			throws InterruptedException, ExecutionException {
		if (buyers < 1 || buyers > MOST_BUYERS) {
			throw new RefusedException("A rush has 1 to %d buyers at each instance".formatted(MOST_BUYERS));
		}
		return new Share(buyers, countSold(sale(locked), event, buyers));
	}

	private Rush rush(boolean locked) throws InterruptedException, ExecutionException {
		String event = "rush-" + UUID.randomUUID();
		this.tickets.open(event, TICKETS);
		int sold = countSold(sale(locked), event, BUYERS);
		return new Rush(BUYERS, TICKETS, sold, Math.max(0, sold - TICKETS));
	}

	private BiFunction<String, String, TicketOrder> sale(boolean locked) {
		return locked ? this.tickets::order : this.tickets::orderWithoutLock;
	}

	private static int countSold(BiFunction<String, String, TicketOrder> sale, String event, int buyers)
			throws InterruptedException, ExecutionException {
		ExecutorService executor = Executors.newFixedThreadPool(buyers, new CustomizableThreadFactory("buyer-"));
		Callable<Boolean> purchase = () -> isSold(sale, event);
		try {
			int sold = 0;
			for (Future<Boolean> answer : executor.invokeAll(Collections.nCopies(buyers, purchase))) {
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

	/**
	 * The part of one instance in a rush.
	 *
	 * @param buyers how many orders were placed there at once
	 * @param sold how many of them got a ticket
	 */
	record Share(int buyers, int sold) {
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
