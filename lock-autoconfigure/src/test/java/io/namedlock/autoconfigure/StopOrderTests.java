package io.namedlock.autoconfigure;

import java.util.concurrent.CompletableFuture;

import io.namedlock.LockHandle;
import io.namedlock.LockRegistry;
import io.namedlock.test.EmbeddedMariaDb;
import io.namedlock.test.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.SmartLifecycle;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for when, at the end of an application, there are locks no more.
 */
@Timeout(120)
class StopOrderTests {

	private final ApplicationContextRunner application = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(NamedLockAutoConfiguration.class, DataSourceAutoConfiguration.class))
		.withPropertyValues("spring.datasource.url=" + EmbeddedMariaDb.shared().mariaDbUrl(),
				"spring.datasource.username=" + EmbeddedMariaDb.USERNAME,
				"spring.datasource.password=" + EmbeddedMariaDb.PASSWORD);

	@Test
	void whateverStopsBeforeTheLocksMayTakeOne() {
		this.application.withBean(LastOne.class).run((context) -> {
			LastOne last = context.getBean(LastOne.class);
			context.close();
			assertThat(last.outcome).isCompletedWithValue("stop-order");
		});
		assertThat(TestDatabase.mariaDb().holderOf("stop-order")).isNull();
	}

	/**
	 * Stops after everything but the locks.
	 */
	static class LastOne implements SmartLifecycle {

		private final LockRegistry registry;

		private final CompletableFuture<String> outcome = new CompletableFuture<>();

		LastOne(LockRegistry registry) {
			this.registry = registry;
		}

		@Override
		public void start() {
			// only its end matters
		}

		@Override
		public void stop() {
			try (LockHandle handle = this.registry.acquire("stop-order")) {
				this.outcome.complete(handle.name());
			}
			catch (RuntimeException ex) {
				this.outcome.completeExceptionally(ex);
			}
		}

		@Override
		public boolean isRunning() {
			return !this.outcome.isDone();
		}

		@Override
		public int getPhase() {
			return Integer.MIN_VALUE + 1;
		}

	}

}
