package io.namedlock.jdbc;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

import io.namedlock.LockConfigurationException;
import io.namedlock.test.DriverManagerSource;
import io.namedlock.test.TestDatabase;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@ParameterizedClass
@MethodSource("io.namedlock.test.TestDatabase#allAndOneLockSessions")
@Timeout(60)
class StartUpCheckTests {

	private static final LockSessionSettings SETTINGS = new LockSessionSettings(4, 8, Duration.ofSeconds(1),
			Duration.ofSeconds(3));

	@Parameter
	@SuppressWarnings("NullAway.Init")
	private TestDatabase database;

	@SuppressWarnings("NullAway.Init")
	private DriverManagerSource source;

	@AfterEach
	void leavesNoConnectionBehind() {
		assertThat(this.source.openConnections()).isZero();
	}

	@Test
	void acceptsAServerAndTellsWhatWasFound() {
		this.source = new DriverManagerSource(this.database);
		try (JdbcLockBackend backend = JdbcLockBackend.connect(this.source, SETTINGS, CheckOnStart.FULL)) {
			assertThat(backend.findings()).asString()
				.containsPattern("^M\\w+ [0-9.]+ \\(connections of the test\\): ")
				.endsWith(": writable, a single node, excludes between sessions");
			assertThat(this.source.openedConnections()).isGreaterThan(5);
		}
	}

	@Test
	void checksNothingIfNotAsked() {
		this.source = new DriverManagerSource(this.database);
		try (JdbcLockBackend backend = JdbcLockBackend.connect(this.source, SETTINGS, CheckOnStart.NONE)) {
			assertThat(backend.findings()).asString().endsWith(": not checked");
			assertThat(this.source.openedConnections()).isEqualTo(1);
		}
	}

	@Test
	void refusesAReadOnlyServer() {
		this.database.run("SET GLOBAL read_only = 1");
		try {
			assertThatRefused(UnaryOperator.identity()).withMessageContaining("is read-only")
				.satisfies((ex) -> assertThat(ex.remedy()).contains("named-lock.datasource.url"));
		}
		finally {
			this.database.run("SET GLOBAL read_only = 0");
		}
	}

	@Test
	void refusesANodeOfSeveral() {
		assertThatRefused((sql) -> sql.replaceFirst("^SHOW GLOBAL STATUS.*", "SELECT 'wsrep_cluster_size', '3'"))
			.withMessageContaining("several nodes of a Galera cluster")
			.satisfies((ex) -> assertThat(ex.remedy()).contains("named-lock.single-writer=true"));
	}

	@Test
	void refusesAServerWhoseLocksDoNothing() {
		assertThatRefused((sql) -> sql.replaceFirst("GET_LOCK\\(.*\\)", "CHAR_LENGTH(?) > 0"))
			.withMessageContaining("grants one lock to two sessions");
	}

	@Test
	void refusesAServerThatGrantsNothing() {
		assertThatRefused((sql) -> sql.replaceFirst("GET_LOCK\\(.*\\)", "CHAR_LENGTH(?) < 0"))
			.withMessageContaining("does not grant a lock that nobody else can hold");
	}

	@Test
	void refusesAServerThatReleasesNothing() {
		assertThatRefused((sql) -> sql.replaceFirst("RELEASE_LOCK\\(.*\\)", "CHAR_LENGTH(?) > 0"))
			.withMessageContaining("does not grant a lock that was released");
	}

	@Test
	void refusesAProxyThatReplacesSessions() {
		AtomicInteger number = new AtomicInteger();
		assertThatRefused((sql) -> sql.replace("CONNECTION_ID(), CONNECTION_ID()",
				"CONNECTION_ID(), " + number.incrementAndGet()))
			.withMessageMatching("(?s).* has replaced session \\d+ by session \\d+ .*")
			.withMessageContaining("pgbouncer");
	}

	@Test
	void doesNotWaitForAServerThatFallsSilent() {
		assertThatRefused((sql) -> sql.replaceFirst("GET_LOCK\\(.*\\)", "SLEEP(CHAR_LENGTH(?))"))
			.withMessageContaining("could not be checked")
			.withCauseInstanceOf(SQLException.class);
	}

	private ThrowableAssertAlternative<LockConfigurationException> assertThatRefused(UnaryOperator<String> rewriting) {
		this.source = new DriverManagerSource(this.database);
		return assertThatExceptionOfType(LockConfigurationException.class).isThrownBy(
				() -> JdbcLockBackend.connect(new RewritingSource(this.source, rewriting), SETTINGS, CheckOnStart.FULL))
			.withMessageMatching("(?s)(The locks of )?M\\w+ [0-9.]+ \\(connections of the test\\) .*");
	}

}
