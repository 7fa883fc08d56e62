package io.namedlock.autoconfigure;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import io.namedlock.LockBackendException;
import io.namedlock.LockHandle;
import io.namedlock.LockLostException;
import io.namedlock.LockRegistry;
import io.namedlock.annotation.NamedLock;
import io.namedlock.test.EmbeddedMariaDb;
import io.namedlock.test.TcpRelay;
import io.namedlock.test.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for the end of an application while locked methods run. Those of a request are in
 * the sample application, which has a web server.
 */
@Timeout(120)
@ExtendWith(OutputCaptureExtension.class)
class ShutdownTests {

	private static final String HELD = "shutdown:held";

	/**
	 * 10 s and something for a busy machine, less than twice as long.
	 */
	private static final Duration CLOSE = Duration.ofSeconds(18);

	private final TestDatabase database = TestDatabase.mariaDb();

	private final Job job = new Job();

	private final ExecutorService stubborn = Executors.newCachedThreadPool();

	private final ApplicationContextRunner application = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(NamedLockAutoConfiguration.class, DataSourceAutoConfiguration.class,
				TaskSchedulingAutoConfiguration.class))
		.withBean(Job.class, () -> this.job)
		.withPropertyValues("spring.datasource.url=" + EmbeddedMariaDb.shared().mariaDbUrl(),
				"spring.datasource.username=" + EmbeddedMariaDb.USERNAME,
				"spring.datasource.password=" + EmbeddedMariaDb.PASSWORD);

	@AfterEach
	void close() {
		this.job.end.countDown();
		this.stubborn.shutdownNow();
	}

	@Test
	void waitsForAScheduledBodyWhichKeepsItsLockToItsEnd(CapturedOutput output) {
		this.application.withUserConfiguration(Scheduling.class).run((context) -> {
			LockHandle lock = this.job.lock.get();
			CompletableFuture<Void> closing = closing(context);
			await().until(() -> context.isClosed());
			assertThat(closing).isNotDone();
			lock.verify();
			this.job.end.countDown();
			closing.get();
			assertThat(this.job.outcome).isCompleted();
			assertFree();
		});
		assertThat(output).doesNotContain("The lock registry closes while");
	}

	@Test
	void waitsForABodyThatNobodyElseWaitsFor(CapturedOutput output) {
		this.application.run((context) -> {
			Job locked = context.getBean(Job.class);
			LockRegistry registry = context.getBean(LockRegistry.class);
			CompletableFuture<Void> running = CompletableFuture.runAsync(locked::run, this.stubborn);
			LockHandle lock = this.job.lock.get();
			CompletableFuture<Void> closing = closing(context);
			await().until(() -> refusesRequests(registry));
			lock.verify();
			this.job.end.countDown();
			closing.get();
			running.get();
			assertFree();
		});
		assertThat(output).doesNotContain("The lock registry closes while");
	}

	@Test
	void reportsABodyOfAnExecutorThatIgnoresTheStopAndTellsItThatItsLockIsLost(CapturedOutput output) {
		this.application.withPropertyValues("spring.lifecycle.timeout-per-shutdown-phase=100ms").run((context) -> {
			Job locked = context.getBean(Job.class);
			CompletableFuture<Void> running = CompletableFuture.runAsync(locked::run, this.stubborn);
			LockHandle lock = this.job.lock.get();
			CompletableFuture<Boolean> freeWhenTold = new CompletableFuture<>();
			lock.onLost(() -> freeWhenTold.complete(this.database.holderOf(HELD) == null));
			CompletableFuture<Void> waiting = CompletableFuture
				.runAsync(() -> context.getBean(LockRegistry.class).acquire(HELD, Duration.ofHours(1)), this.stubborn);
			await().until(ShutdownTests::isAnyoneInLine);
			context.close();
			assertThat(freeWhenTold.get()).as("free before its holder was told").isFalse();
			assertThat(lock.isHeld()).isFalse();
			assertThatExceptionOfType(ExecutionException.class).isThrownBy(waiting::get)
				.withCauseInstanceOf(LockBackendException.class);
			assertFree();
			this.job.end.countDown();
			assertThatExceptionOfType(ExecutionException.class).isThrownBy(running::get)
				.withCauseInstanceOf(LockLostException.class);
		});
		assertThat(output).containsOnlyOnce("Lock 'shutdown:held', by thread '")
			.containsPattern("\\tat .*ShutdownTests.Job.*run");
	}

	/**
	 * Drivers open one more connection to end a statement, and pools wait for theirs.
	 */
	@Test
	void endsInTimeWhereTheDatabaseHasFallenSilent() throws Exception {
		try (TcpRelay relay = new TcpRelay(this.database.port()); Connection elsewhere = this.database.connect()) {
			this.application
				.withPropertyValues("spring.datasource.url=" + EmbeddedMariaDb.shared().mariaDbUrl(relay.port()),
						"spring.lifecycle.timeout-per-shutdown-phase=100ms")
				.run((context) -> {
					LockRegistry registry = context.getBean(LockRegistry.class);
					LockHandle held = registry.acquire(HELD);
					List<CompletableFuture<Void>> waiting = waitInVain(registry, elsewhere);
					relay.pause();
					assertThat(closing(context)).succeedsWithin(CLOSE);
					assertThat(held.isHeld()).isFalse();
					assertThat(waiting).allSatisfy((each) -> assertThat(each).failsWithin(Duration.ZERO)
						.withThrowableThat()
						.withCauseInstanceOf(LockBackendException.class));
				});
		}
	}

	/**
	 * Waits at the server for locks of another session.
	 */
	private List<CompletableFuture<Void>> waitInVain(LockRegistry registry, Connection elsewhere) throws SQLException {
		List<CompletableFuture<Void>> waiting = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			String name = "shutdown:waited-for:" + i;
			assertThat(TestDatabase.ask(elsewhere, "SELECT GET_LOCK(?, 0)", name)).isOne();
			waiting.add(CompletableFuture.runAsync(() -> registry.acquire(name, Duration.ofHours(1)), this.stubborn));
		}
		await().until(() -> this.database.waitersFor("shutdown:waited-for") == 4);
		return waiting;
	}

	private static boolean refusesRequests(LockRegistry registry) {
		try {
			registry.acquire("shutdown:late").close();
			return false;
		}
		catch (LockBackendException ex) {
			return true;
		}
	}

	private static boolean isAnyoneInLine() {
		return Thread.getAllStackTraces()
			.values()
			.stream()
			.flatMap(Arrays::stream)
			.anyMatch((frame) -> frame.getClassName().equals("io.namedlock.core.Waiter")
					&& frame.getMethodName().equals("await"));
	}

	private void assertFree() {
		await().untilAsserted(() -> assertThat(this.database.holderOf(HELD)).isNull());
	}

	private static CompletableFuture<Void> closing(ConfigurableApplicationContext context) {
		return CompletableFuture.runAsync(context::close, (task) -> new Thread(task).start());
	}

	@EnableScheduling
	static class Scheduling {

	}

	static class Job {

		final CompletableFuture<LockHandle> lock = new CompletableFuture<>();

		final CompletableFuture<Void> outcome = new CompletableFuture<>();

		final CountDownLatch end = new CountDownLatch(1);

		@Scheduled(fixedDelay = 1, timeUnit = TimeUnit.DAYS)
		@NamedLock(HELD)
		public void run() {
			this.lock.complete(LockHandle.current());
			awaitEnd();
			this.outcome.complete(null);
		}

		/**
		 * Does not care for interrupts.
		 */
		private void awaitEnd() {
			boolean ended = false;
			while (!ended) {
				try {
					this.end.await();
					ended = true;
				}
				catch (InterruptedException ex) {
					ended = false;
				}
			}
		}

	}

}
