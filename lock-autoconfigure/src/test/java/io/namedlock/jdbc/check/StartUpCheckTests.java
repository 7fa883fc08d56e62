package io.namedlock.jdbc.check;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

import io.namedlock.LockConfigurationException;
import io.namedlock.jdbc.LockConnectionSource;
import io.namedlock.jdbc.LockSessionSettings;
import io.namedlock.jdbc.LockTechnique;
import io.namedlock.jdbc.call.JdbcLockBackend;
import io.namedlock.test.DriverManagerSource;
import io.namedlock.test.RewritingSource;
import io.namedlock.test.TcpRelay;
import io.namedlock.test.TestBackends;
import io.namedlock.test.TestDatabase;
import io.namedlock.test.TestSettings;
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
@MethodSource("io.namedlock.test.TestDatabase#mySqlFamilyAndOneLockSessions")
@Timeout(60)
class StartUpCheckTests {

	private static final LockSessionSettings SETTINGS = TestSettings.impatientSessions(4, 8);

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
		try (JdbcLockBackend backend = TestBackends.connectChecked(this.source, SETTINGS, LockTechnique.NATIVE)) {
			assertThat(backend.database()).matches("\\w+ [0-9.]+ \\(connections of the test\\)");
			assertThat(backend.checked()).startsWith("writable").endsWith("excludes between sessions");
			assertThat(this.source.openedConnections()).isGreaterThan(5);
		}
	}

	@Test
	void checksNothingIfNotAsked() {
		this.source = new DriverManagerSource(this.database);
		try (JdbcLockBackend backend = TestBackends.connect(this.source, SETTINGS)) {
			assertThat(backend.checked()).isEmpty();
			assertThat(this.source.openedConnections()).isEqualTo(1);
		}
	}

	@Test
	void refusesAServerWhoseLocksDoNothing() {
		assertThatRefused((sql) -> isAttempt(sql) ? "SELECT 7, CASE WHEN ? IS NULL THEN 0 ELSE 1 END" : sql)
			.withMessageContaining("grants one lock to two sessions");
	}

	@Test
	void refusesAServerThatGrantsNothing() {
		assertThatRefused((sql) -> isAttempt(sql) ? "SELECT 7, CASE WHEN ? IS NULL THEN 1 ELSE 0 END" : sql)
			.withMessageContaining("does not grant a lock that nobody else can hold");
	}

	@Test
	void refusesAServerThatReleasesNothing() {
		assertThatRefused((sql) -> isRelease(sql) ? "SELECT 7, CASE WHEN ? IS NULL THEN 0 ELSE 1 END" : sql)
			.withMessageContaining("does not grant a lock that was released");
	}

	@Test
	void refusesAProxyThatReplacesSessions() {
		AtomicInteger number = new AtomicInteger();
		assertThatRefused((sql) -> isPing(sql) ? "SELECT %d, 7".formatted(number.incrementAndGet()) : sql)
			.withMessageContaining("has replaced session 1 by session 3 while another connection was in a transaction")
			.withMessageContaining("pgbouncer");
	}

	@Test
	void doesNotWaitForAServerThatFallsSilent() {
		try (TcpRelay relay = new TcpRelay(this.database.port())) {
			this.source = new DriverManagerSource(this.database, relay.port());
			assertThatThisRefuses((sql) -> {
				if (isAttempt(sql)) {
					relay.pause();
				}
				return sql;
			}).withMessageContaining("could not be checked").withCauseInstanceOf(SQLException.class);
		}
	}

	private ThrowableAssertAlternative<LockConfigurationException> assertThatRefused(UnaryOperator<String> rewriting) {
		this.source = new DriverManagerSource(this.database);
		return assertThatThisRefuses(rewriting);
	}

	private ThrowableAssertAlternative<LockConfigurationException> assertThatThisRefuses(
			UnaryOperator<String> rewriting) {
		LockConnectionSource rewritten = new RewritingSource(this.source, rewriting);
		return assertThatExceptionOfType(LockConfigurationException.class)
			.isThrownBy(() -> TestBackends.connectChecked(rewritten, SETTINGS, LockTechnique.NATIVE))
			.withMessageMatching("(?s)(The locks of )?\\w+ [0-9.]+ \\(connections of the test\\) .*")
			.satisfies((ex) -> assertThat(ex.remedy()).isNotBlank());
	}

	private static boolean isAttempt(String sql) {
		return sql.contains("GET_LOCK(") || sql.contains("pg_try_advisory_lock(");
	}

	private static boolean isRelease(String sql) {
		return sql.contains("RELEASE_LOCK(") || sql.contains("pg_advisory_unlock(");
	}

	private static boolean isPing(String sql) {
		return sql.matches("SELECT (\\w+\\(\\)), \\1");
	}

}
