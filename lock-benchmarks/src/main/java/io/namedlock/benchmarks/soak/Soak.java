package io.namedlock.benchmarks.soak;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import io.namedlock.benchmarks.server.Database;
import io.namedlock.benchmarks.server.DatabaseProduct;
import io.namedlock.benchmarks.server.Servers;

/**
 * Random use of locks by many threads of two nodes on a MariaDB, with interrupts and
 * killed sessions, and what there is of memory, threads, connections, gates and locks
 * meanwhile. Ends with 0 if nothing is left at the end and nothing else was thrown than
 * the library's exceptions, with 1 otherwise.
 *
 * @since 0.1
 */
public final class Soak {

	private static final int THREADS = 32;

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final long MOST_GROWTH_MEGABYTES = 16;

	private static final List<String> OWNERS = List.of("soak-a", "soak-b");

	private final SoakTally tally = new SoakTally();

	private final List<Thread> threads = new ArrayList<>();

	private final Database database;

	private Soak(Database database) {
		this.database = database;
	}

	/**
	 * Runs it.
	 * @param arguments the time in seconds, 60 if not given, and the time between two
	 * lines of figures, 10 if not given
	 * @throws Exception if the server does not start or does not answer
	 */
	public static void main(String[] arguments) throws Exception {
		Duration time = Duration.ofSeconds((arguments.length > 0) ? Long.parseLong(arguments[0]) : 60);
		Duration interval = Duration.ofSeconds((arguments.length > 1) ? Long.parseLong(arguments[1]) : 10);
		boolean clean;
		try (Servers servers = new Servers(DatabaseProduct.MARIADB, false)) {
			clean = new Soak(servers.direct().database()).run(time, interval);
		}
		System.exit(clean ? 0 : 1);
	}

	private boolean run(Duration time, Duration interval) throws Exception {
		SoakGauges idle;
		long firstMegabytes;
		try (SoakNode first = new SoakNode(OWNERS.get(0), this.database);
				SoakNode second = new SoakNode(OWNERS.get(1), this.database)) {
			List<SoakNode> nodes = List.of(first, second);
			firstMegabytes = use(nodes, time, interval);
			idle = await(nodes, SoakGauges::isIdle);
			print("idle", idle);
		}
		SoakGauges left = await(List.of(), SoakGauges::isNothing);
		print("end", left);
		long growth = left.megabytes() - firstMegabytes;
		System.out.printf("%d MB more than at the first line%n", growth);
		return idle.isIdle() && left.isNothing() && this.tally.unexpected() == 0 && growth <= MOST_GROWTH_MEGABYTES;
	}

	/**
	 * Uses the locks for the given time.
	 * @return the heap in use at the first line, when everything was loaded
	 */
	private long use(List<SoakNode> nodes, Duration time, Duration interval) throws Exception {
		long start = System.nanoTime();
		long nextLine = start + interval.toNanos();
		long firstMegabytes = -1;
		startThreads(nodes);
		SoakTrouble trouble = new SoakTrouble(this.database, this.threads, nodes);
		for (int round = 0; System.nanoTime() - start < time.toNanos(); round++) {
			TimeUnit.MILLISECONDS.sleep(50);
			trouble.interruptAny();
			if (round % 40 == 0) {
				trouble.killAny();
			}
			if (System.nanoTime() - nextLine >= 0) {
				nextLine += interval.toNanos();
				SoakGauges gauges = SoakGauges.read(this.database, nodes, OWNERS);
				firstMegabytes = (firstMegabytes < 0) ? gauges.megabytes() : firstMegabytes;
				print("%4d s".formatted(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start)), gauges);
			}
		}
		endThreads();
		return firstMegabytes;
	}

	private void startThreads(List<SoakNode> nodes) {
		for (int i = 0; i < THREADS; i++) {
			SoakNode node = nodes.get(i % nodes.size());
			Thread thread = new Thread(new SoakUser(node.registry(), this.tally), "soak-" + i);
			thread.setDaemon(true);
			thread.start();
			this.threads.add(thread);
		}
	}

	private void endThreads() throws InterruptedException {
		this.tally.end();
		for (Thread thread : this.threads) {
			thread.join(PATIENCE.toMillis());
			if (thread.isAlive()) {
				this.tally.unexpected(new IllegalStateException(thread + " hangs"));
			}
		}
	}

	private SoakGauges await(List<SoakNode> nodes, Predicate<SoakGauges> condition)
			throws SQLException, InterruptedException {
		long end = System.nanoTime() + PATIENCE.toNanos();
		SoakGauges gauges = SoakGauges.read(this.database, nodes, OWNERS);
		while (!condition.test(gauges) && System.nanoTime() - end < 0) {
			TimeUnit.MILLISECONDS.sleep(200);
			gauges = SoakGauges.read(this.database, nodes, OWNERS);
		}
		return gauges;
	}

	private void print(String when, SoakGauges gauges) {
		System.out.printf("%6s: %s; %s%n", when, gauges, this.tally);
	}

}
