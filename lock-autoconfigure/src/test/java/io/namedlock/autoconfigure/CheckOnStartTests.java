package io.namedlock.autoconfigure;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.namedlock.LockHandle;
import io.namedlock.LockRegistry;
import io.namedlock.test.EmbeddedMariaDb;
import io.namedlock.test.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(120)
class CheckOnStartTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(NamedLockAutoConfiguration.class, DataSourceAutoConfiguration.class));

	private final ApplicationContextRunner onMariaDb = this.runner.withPropertyValues(
			"spring.datasource.url=" + EmbeddedMariaDb.shared().mariaDbUrl(),
			"spring.datasource.username=" + EmbeddedMariaDb.USERNAME,
			"spring.datasource.password=" + EmbeddedMariaDb.PASSWORD);

	private final Logger logger = (Logger) LoggerFactory.getLogger(LockStartUpReport.class);

	private final ListAppender<ILoggingEvent> log = new ListAppender<>();

	@BeforeEach
	void listen() {
		this.logger.setLevel(Level.INFO);
		this.logger.addAppender(this.log);
		this.log.start();
	}

	@AfterEach
	void stopListening() {
		this.logger.setLevel(null);
		this.logger.detachAppender(this.log);
	}

	@Test
	void saysInOneLineWhatWasFound() {
		this.onMariaDb.withBean(LockedService.class)
			.run((context) -> assertThat(this.log.list).singleElement()
				.extracting(ILoggingEvent::getFormattedMessage)
				.asString()
				.matches("Locks of MariaDB [0-9.]+ \\(a copy of the pool .*, jdbc:mariadb://[^?]*\\): named locks,"
						+ " at most 16 shared sessions, for 2 annotated methods;"
						+ " writable, a single node, excludes between sessions"));
	}

	@Test
	void saysWhichSessionsHoldTheLocks() {
		this.onMariaDb.withPropertyValues("named-lock.sessions.mode=dedicated", "named-lock.sessions.max=9")
			.run((context) -> assertThat(this.log.list).singleElement()
				.asString()
				.contains("named locks, at most 9 dedicated sessions"));
	}

	@Test
	void saysThatRowsAreLocked() {
		this.runner.withPropertyValues("spring.datasource.url=jdbc:h2:mem:start-up")
			.run((context) -> assertThat(this.log.list).singleElement()
				.asString()
				.contains("Locks of H2 ", "row locks, at most 16 shared sessions"));
	}

	@Test
	void saysThatThereIsNoDatabase() {
		this.runner.withPropertyValues("named-lock.backend=memory")
			.withBean(LockedService.class)
			.run((context) -> assertThat(this.log.list).singleElement()
				.extracting(ILoggingEvent::getFormattedMessage)
				.isEqualTo("Locks of memory of this JVM, for 2 annotated methods"));
	}

	@Test
	void refusesAReadOnlyServerUnlessToldNotToCheck() {
		TestDatabase.mariaDb().run("SET GLOBAL read_only = 1");
		try {
			this.onMariaDb.run((context) -> {
				FailureAnalysis analysis = NamedLockAutoConfigurationTests.analyze(context.getStartupFailure());
				assertThat(analysis.getDescription()).contains("MariaDB", "is read-only");
				assertThat(analysis.getAction()).contains("named-lock.datasource.url");
			});
			this.onMariaDb.withPropertyValues("named-lock.check-on-start=false").run((context) -> {
				locks(context.getBean(LockRegistry.class));
				assertThat(this.log.list).singleElement().asString().endsWith("; not checked");
			});
		}
		finally {
			TestDatabase.mariaDb().run("SET GLOBAL read_only = 0");
		}
	}

	@Test
	void refusesAGaleraClusterUnlessToldThatOneNodeIsUsed() {
		ApplicationContextRunner onGalera = this.runner
			.withPropertyValues("spring.datasource.url=" + TestDatabase.galera().url());
		onGalera.run((context) -> {
			FailureAnalysis analysis = NamedLockAutoConfigurationTests.analyze(context.getStartupFailure());
			assertThat(analysis.getDescription()).contains("one of several nodes of a Galera cluster");
			assertThat(analysis.getAction()).contains("named-lock.single-writer=true");
		});
		onGalera.withPropertyValues("named-lock.single-writer=true").run((context) -> {
			locks(context.getBean(LockRegistry.class));
			assertThat(this.log.list).singleElement().asString().contains("declared to be the single writer");
		});
	}

	private static void locks(LockRegistry registry) {
		try (LockHandle handle = registry.acquire("check:accepted")) {
			handle.verify();
		}
	}

}
