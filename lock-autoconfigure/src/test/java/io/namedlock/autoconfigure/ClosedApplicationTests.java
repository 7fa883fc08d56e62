package io.namedlock.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import io.namedlock.LockBackendException;
import io.namedlock.LockHandle;
import io.namedlock.LockRegistry;
import io.namedlock.LockRequest;
import io.namedlock.test.EmbeddedMariaDb;
import io.namedlock.test.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for what is left of an application that has ended.
 */
@Timeout(120)
class ClosedApplicationTests {

	private static final Duration SOON = Duration.ofSeconds(30);

	private final TestDatabase database = TestDatabase.mariaDb();

	private final ApplicationContextRunner application = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(NamedLockAutoConfiguration.class, DataSourceAutoConfiguration.class))
		.withPropertyValues("spring.datasource.url=" + EmbeddedMariaDb.shared().mariaDbUrl(),
				"spring.datasource.username=" + EmbeddedMariaDb.USERNAME,
				"spring.datasource.password=" + EmbeddedMariaDb.PASSWORD,
				"spring.lifecycle.timeout-per-shutdown-phase=100ms");

	@Test
	void endsWithLocksHeldKeptAndWaitedFor() {
		CompletableFuture<Throwable> waiting = new CompletableFuture<>();
		this.application.run((context) -> {
			LockRegistry registry = context.getBean(LockRegistry.class);
			LockHandle held = registry.acquire("closed:held");
			registry.acquire(LockRequest.of("closed:kept").heldAtLeast(Duration.ofHours(1))).close();
			new Thread(() -> waitFor(registry, waiting)).start();
			await().until(() -> this.database.holderOf("closed:first") != null);
			context.close();
			assertThat(held.isHeld()).isFalse();
		});
		assertThat(waiting.join()).isInstanceOf(LockBackendException.class);
		await().atMost(SOON)
			.untilAsserted(() -> assertThat(List.of("held", "kept", "first"))
				.allMatch((name) -> this.database.holderOf("closed:" + name) == null));
	}

	@Test
	void leavesNoThreadBehind() {
		IntStream.range(0, 5)
			.forEach((i) -> this.application
				.run((context) -> context.getBean(LockRegistry.class).acquire("closed:" + i).close()));
		await().atMost(SOON)
			.untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName)
				.noneMatch((name) -> name.startsWith("named-lock")));
	}

	private static void waitFor(LockRegistry registry, CompletableFuture<Throwable> outcome) {
		try (LockHandle first = registry.acquire("closed:first")) {
			registry.acquire("closed:held", Duration.ofHours(1)).close();
			outcome.complete(new AssertionError("The lock was held, yet granted beside " + first.name()));
		}
		catch (RuntimeException ex) {
			outcome.complete(ex);
		}
	}

}
