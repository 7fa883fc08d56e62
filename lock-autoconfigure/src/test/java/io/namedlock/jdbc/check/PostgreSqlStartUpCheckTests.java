package io.namedlock.jdbc.check;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

import io.namedlock.LockConfigurationException;
import io.namedlock.jdbc.LockSessionSettings;
import io.namedlock.jdbc.LockTechnique;
import io.namedlock.jdbc.call.JdbcLockBackend;
import io.namedlock.test.DriverManagerSource;
import io.namedlock.test.RewritingSource;
import io.namedlock.test.TestBackends;
import io.namedlock.test.TestDatabase;
import io.namedlock.test.TestSettings;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What the check at the start finds at a PostgreSQL, and at what only looks like one.
 */
@Timeout(60)
class PostgreSqlStartUpCheckTests {

	private static final LockSessionSettings SETTINGS = TestSettings.impatientSessions(4, 8);

	private final DriverManagerSource source = new DriverManagerSource(TestDatabase.postgreSql());

	@AfterEach
	void leavesNoConnectionBehind() {
		assertThat(this.source.openConnections()).isZero();
	}

	@Test
	void acceptsAServerAndTellsWhatWasFound() {
		try (JdbcLockBackend backend = TestBackends.connectChecked(this.source, SETTINGS, LockTechnique.NATIVE)) {
			assertThat(backend.database()).matches("PostgreSQL 18[.0-9]+ \\(connections of the test\\)");
			assertThat(backend.checked()).containsExactly("writable", "excludes between sessions");
		}
	}

	@Test
	void refusesAStandby() {
		assertThatRefused((sql) -> sql.replace("pg_is_in_recovery()", "true")).withMessageContaining("is read-only");
	}

	@Test
	void refusesAServerWhoseLocksDoNothing() {
		assertThatRefused((sql) -> sql.replace("pg_try_advisory_lock(?)", "(?::bigint IS NOT NULL)"))
			.withMessageContaining("grants one lock to two sessions");
	}

	@Test
	void refusesAProxyThatReplacesSessions() {
		AtomicInteger number = new AtomicInteger();
		assertThatRefused((sql) -> sql.replace("pg_backend_pid(), pg_backend_pid()",
				number.incrementAndGet() + ", pg_backend_pid()"))
			.withMessageContaining("pgbouncer");
	}

	private ThrowableAssertAlternative<LockConfigurationException> assertThatRefused(UnaryOperator<String> rewriting) {
		return assertThatExceptionOfType(LockConfigurationException.class).isThrownBy(() -> TestBackends
			.connectChecked(new RewritingSource(this.source, rewriting), SETTINGS, LockTechnique.NATIVE));
	}

}
