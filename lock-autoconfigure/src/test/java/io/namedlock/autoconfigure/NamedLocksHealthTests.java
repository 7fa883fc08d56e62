package io.namedlock.autoconfigure;

import java.time.Duration;
import java.util.Set;

import io.namedlock.LockHandle;
import io.namedlock.LockRegistry;
import io.namedlock.actuate.NamedLocksHealthIndicator;
import io.namedlock.test.EmbeddedMariaDb;
import io.namedlock.test.TcpRelay;
import io.namedlock.test.TestDatabase;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The health contributor.
 */
@Timeout(60)
class NamedLocksHealthTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(NamedLockAutoConfiguration.class,
				NamedLockHealthAutoConfiguration.class, DataSourceAutoConfiguration.class))
		.withPropertyValues("named-lock.backend=memory");

	@Test
	void isUpInMemory() {
		this.runner.run((context) -> assertThat(context.getBean(NamedLocksHealthIndicator.class).health().getStatus())
			.isEqualTo(Status.UP));
	}

	@Test
	void canBeSwitchedOff() {
		this.runner.withPropertyValues("management.health.named-locks.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(NamedLocksHealthIndicator.class));
	}

	@Test
	void startsWithoutHealth() {
		this.runner.withClassLoader(new FilteredClassLoader("org.springframework.boot.health"))
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(LockRegistry.class));
	}

	@Test
	void tellsOfTheSessionsUntilTheDatabaseIsGone() {
		TcpRelay relay = new TcpRelay(TestDatabase.mariaDb().port());
		through(relay, Duration.ofSeconds(1)).run((context) -> {
			NamedLocksHealthIndicator indicator = context.getBean(NamedLocksHealthIndicator.class);
			assertThat(indicator.health().getStatus()).isEqualTo(Status.UP);
			LockHandle handle = context.getBean(LockRegistry.class).acquire("health:" + relay.port());
			Health health = indicator.health();
			assertThat(health.getStatus()).isEqualTo(Status.UP);
			assertThat(health.getDetails()).containsEntry("sessions", 1)
				.containsEntry("alive", 1L)
				.containsEntry("held", 1);
			relay.close();
			Awaitility.await().until(() -> indicator.health().getStatus().equals(Status.DOWN));
			assertThat(handle.isHeld()).isFalse();
		});
	}

	@Test
	void doesNotWaitAsLongAsThePoolForASilentDatabase() {
		TcpRelay relay = new TcpRelay(TestDatabase.mariaDb().port());
		through(relay, Duration.ofMinutes(10)).run((context) -> {
			NamedLocksHealthIndicator indicator = context.getBean(NamedLocksHealthIndicator.class);
			relay.pause();
			Health health = indicator.health();
			assertThat(health.getStatus()).isEqualTo(Status.DOWN);
			assertThat(health.getDetails().get("error")).asString().contains("Opening a connection takes too long");
			assertThat(indicator.health().getStatus()).isEqualTo(Status.DOWN);
			relay.resume();
			Awaitility.await().until(() -> indicator.health().getStatus().equals(Status.UP));
		});
		relay.close();
	}

	@Test
	void doesNotWaitAsLongAsThePoolForADatabaseThatIsGone() {
		TcpRelay relay = new TcpRelay(TestDatabase.mariaDb().port());
		through(relay, Duration.ofMinutes(10)).run((context) -> {
			relay.close();
			assertThat(context.getBean(NamedLocksHealthIndicator.class).health().getStatus()).isEqualTo(Status.DOWN);
		});
	}

	@Test
	void leavesNoThreadToALongTimeOutOfThePool() {
		Set<Thread> before = Thread.getAllStackTraces().keySet();
		doesNotWaitAsLongAsThePoolForADatabaseThatIsGone();
		Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet()).filteredOn(Thread::isAlive)
				.filteredOn((thread) -> thread.getName().startsWith("named-lock-"))
				.isSubsetOf(before));
	}

	private ApplicationContextRunner through(TcpRelay relay, Duration connectionTimeout) {
		String url = EmbeddedMariaDb.shared().mariaDbUrl().replaceFirst(":\\d+/", ":" + relay.port() + "/");
		return this.runner.withPropertyValues("named-lock.backend=auto", "named-lock.keep-alive-interval=300ms",
				"named-lock.dead-holder-timeout=1s", "spring.datasource.url=" + url,
				"spring.datasource.username=" + EmbeddedMariaDb.USERNAME,
				"spring.datasource.password=" + EmbeddedMariaDb.PASSWORD,
				"spring.datasource.hikari.connection-timeout=" + connectionTimeout.toMillis());
	}

}
