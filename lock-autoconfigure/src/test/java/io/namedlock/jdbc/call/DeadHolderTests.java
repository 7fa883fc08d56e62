package io.namedlock.jdbc.call;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import io.namedlock.LockHandle;
import io.namedlock.LockLostException;
import io.namedlock.LockRegistry;
import io.namedlock.core.DefaultLockRegistry;
import io.namedlock.jdbc.LockTechnique;
import io.namedlock.test.DriverManagerSource;
import io.namedlock.test.RowLockBackends;
import io.namedlock.test.TcpRelay;
import io.namedlock.test.TestDatabase;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * When the next one has a lock, at the latest, whose holder or waiter was killed, stopped
 * or cut off. Named locks and row locks are tried at once: both take their time.
 */
@ParameterizedClass
@MethodSource("io.namedlock.test.TestDatabase#eachProduct")
@DisabledOnOs(OS.WINDOWS)
@Timeout(120)
class DeadHolderTests {

	private static final Log logger = LogFactory.getLog(DeadHolderTests.class);

	private static final Duration DEAD = NodeSettings.impatient(LockTechnique.NATIVE).deadHolderTimeout();

	/**
	 * What a busy machine may take for a round trip and for waking a thread.
	 */
	private static final Duration MARGIN = Duration.ofSeconds(1);

	private final ExecutorService threads = Executors.newCachedThreadPool();

	@Parameter
	@SuppressWarnings("NullAway.Init")
	private TestDatabase database;

	@BeforeEach
	void createTables() {
		RowLockBackends.createTables(this.database);
	}

	@AfterEach
	void close() {
		this.threads.shutdownNow();
	}

	@Test
	void killedHolderLetsTheNextInWithinASecond() throws Exception {
		withBothTechniques(this::killTheHolder);
	}

	@Test
	void cutOffHolderIsToldBeforeTheNextIsLetInInTime() throws Exception {
		withBothTechniques(this::cutOff);
	}

	@Test
	void waiterThatWasStoppedAndGrantedTheLockIsNotLetIn() throws Exception {
		withBothTechniques(this::stopTheWaiter);
	}

	@Test
	void holderOfAKilledSessionIsToldWithinAnIntervalAndARoundTrip() throws Exception {
		withBothTechniques(this::killTheSession);
	}

	private void killTheHolder(NodeSettings settings) throws Exception {
		String name = uniqueName();
		try (DefaultLockRegistry here = patient(settings); OtherJvm other = new OtherJvm(this.database, settings)) {
			other.does(OtherJvmMain.HOLD, name);
			Future<Entry> next = enters(here, name, () -> true);
			awaitWaiters(settings, 1);
			long killed = System.nanoTime();
			other.kill();
			assertWithin(MARGIN, killed, next.get(), settings, "killed");
		}
	}

	private void killTheSession(NodeSettings settings) throws Exception {
		MortalSource source = new MortalSource(this.database);
		try (DefaultLockRegistry registry = settings.registry(source)) {
			LockHandle handle = registry.acquire(uniqueName());
			CompletableFuture<Void> told = whenLost(handle);
			source.killSessions();
			long killed = System.nanoTime();
			told.get();
			assertWithin(settings.keepAliveInterval().plus(MARGIN), killed, new Entry(System.nanoTime(), true),
					settings, "killed session");
			assertThatExceptionOfType(LockLostException.class).isThrownBy(handle::close);
		}
	}

	/**
	 * One lock has a live waiter, the other one a waiter that is cut off with its holder,
	 * and a live one behind.
	 */
	private void cutOff(NodeSettings settings) throws Exception {
		String one = uniqueName();
		String two = uniqueName();
		try (TcpRelay relay = new TcpRelay(this.database.port());
				DefaultLockRegistry holder = settings.registry(new DriverManagerSource(this.database, relay.port()));
				DefaultLockRegistry waiter = settings.registry(new DriverManagerSource(this.database, relay.port()));
				DefaultLockRegistry live = patient(settings)) {
			LockHandle first = holder.acquire(one);
			LockHandle second = holder.acquire(two);
			Future<Entry> next = enters(live, one, whenLost(first)::isDone);
			awaitWaiters(settings, 1);
			CompletableFuture<Void> toldToo = whenLost(second);
			enters(waiter, two, toldToo::isDone);
			awaitWaiters(settings, 2);
			Future<Entry> nextButOne = enters(live, two, toldToo::isDone);
			awaitWaiters(settings, 3);
			long cut = System.nanoTime();
			relay.pause();
			assertWithin(DEAD.plus(MARGIN), cut, next.get(), settings, "cut off");
			assertWithin(DEAD.multipliedBy(2).plus(MARGIN), cut, nextButOne.get(), settings, "cut off with a waiter");
			relay.close();
			assertThatExceptionOfType(LockLostException.class).isThrownBy(first::close);
			assertThatExceptionOfType(LockLostException.class).isThrownBy(second::close);
		}
	}

	/**
	 * The stopped waiter stands in line again when it goes on, with a lock that is not
	 * its own any more.
	 */
	private void stopTheWaiter(NodeSettings settings) throws Exception {
		String name = uniqueName();
		try (DefaultLockRegistry here = patient(settings); OtherJvm other = new OtherJvm(this.database, settings)) {
			LockHandle held = here.acquire(name);
			other.begin(OtherJvmMain.HOLD, name);
			awaitWaiters(settings, 1);
			other.stop();
			held.close();
			long released = System.nanoTime();
			awaitWaiters(settings, 0);
			try (LockHandle next = here.acquire(name, Duration.ofSeconds(30))) {
				assertWithin(DEAD.plus(MARGIN), released, new Entry(System.nanoTime(), true), settings,
						"stopped waiter");
				other.resume();
				awaitWaiters(settings, 1);
				next.verify();
			}
			other.awaitDone();
			assertThat(here.tryAcquire(name)).isEmpty();
		}
	}

	/**
	 * A node that keeps its locks and waits also where the machine is busy.
	 */
	private DefaultLockRegistry patient(NodeSettings settings) {
		return NodeSettings.defaults(settings.technique()).registry(this.database);
	}

	private Future<Entry> enters(LockRegistry registry, String name, BooleanSupplier told) {
		return this.threads.submit(() -> {
			try (LockHandle handle = registry.acquire(name, Duration.ofSeconds(30))) {
				Entry entry = new Entry(System.nanoTime(), told.getAsBoolean());
				handle.verify();
				return entry;
			}
		});
	}

	private static CompletableFuture<Void> whenLost(LockHandle handle) {
		CompletableFuture<Void> lost = new CompletableFuture<>();
		handle.onLost(() -> lost.complete(null));
		return lost;
	}

	/**
	 * Waits until so many sessions wait at the server, for whatever lock: not every
	 * server tells for which.
	 */
	private void awaitWaiters(NodeSettings settings, int count) {
		boolean rows = settings.technique() == LockTechnique.ROW;
		Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.untilAsserted(() -> assertThat(rows ? this.database.rowWaiters() : this.database.waiters())
				.as("waiters at %s, %s", this.database, settings.technique())
				.isEqualTo(count));
	}

	private void assertWithin(Duration bound, long since, Entry entry, NodeSettings settings, String what) {
		Duration measured = Duration.ofNanos(entry.nanos() - since);
		logger.info("%s, %s, %s: %d ms".formatted(this.database, settings.technique(), what, measured.toMillis()));
		assertThat(measured).as(what).isLessThanOrEqualTo(bound);
		assertThat(entry.holderTold()).isTrue();
	}

	private void withBothTechniques(Scenario scenario) throws Exception {
		List<Future<?>> running = new ArrayList<>();
		for (LockTechnique technique : List.of(LockTechnique.NATIVE, LockTechnique.ROW)) {
			running.add(this.threads.submit(() -> {
				scenario.run(NodeSettings.impatient(technique));
				return null;
			}));
		}
		for (Future<?> each : running) {
			each.get(60, TimeUnit.SECONDS);
		}
	}

	private static String uniqueName() {
		return "dead-holder:" + UUID.randomUUID();
	}

	/**
	 * When a lock was granted, and whether its holder before had been told by then.
	 */
	private record Entry(long nanos, boolean holderTold) {

	}

	/**
	 * What is tried.
	 */
	private interface Scenario {

		void run(NodeSettings settings) throws Exception;

	}

}
