package io.namedlock.jdbc.check;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

import io.namedlock.LockConfigurationException;
import io.namedlock.jdbc.CheckOnStart;
import io.namedlock.jdbc.LockConnectionSource;
import io.namedlock.jdbc.LockSessionSettings;
import io.namedlock.jdbc.LockTables;
import io.namedlock.jdbc.LockTechnique;
import io.namedlock.jdbc.call.JdbcLockBackend;
import io.namedlock.test.DriverManagerSource;
import io.namedlock.test.RewritingSource;
import io.namedlock.test.RowLockBackends;
import io.namedlock.test.TcpRelay;
import io.namedlock.test.TestDatabase;
import io.namedlock.test.TestSettings;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * What the check at the start finds out about row locks. It leaves no row behind,
 * whatever it finds.
 */
@ParameterizedClass
@MethodSource("io.namedlock.test.TestDatabase#rows")
@Timeout(60)
class RowLockStartUpCheckTests {

	private static final LockSessionSettings SETTINGS = TestSettings.sessions(4, 8, Duration.ofSeconds(4),
			Duration.ofSeconds(12));

	@Parameter
	@SuppressWarnings("NullAway.Init")
	private TestDatabase database;

	@SuppressWarnings("NullAway.Init")
	private DriverManagerSource source;

	private LockTables tables = LockTables.PRESENT;

	@BeforeEach
	void createTables() {
		RowLockBackends.createTables(this.database);
		this.source = new DriverManagerSource(this.database);
	}

	@AfterEach
	void leavesNoConnectionAndNoRowBehind() {
		assertThat(this.source.openConnections()).isZero();
		assertThat(rows()).isZero();
	}

	@Test
	void acceptsAServerAndTellsWhatWasFound() {
		AtomicInteger made = new AtomicInteger();
		LockConnectionSource counting = new RewritingSource(this.source, (sql) -> {
			made.addAndGet(sql.startsWith("INSERT INTO named_lock ") ? 1 : 0);
			return sql;
		});
		try (JdbcLockBackend backend = connect(counting, CheckOnStart.FULL)) {
			assertThat(backend.database()).matches("\\w+ [0-9.]+ \\(connections of the test\\)");
			assertThat(backend.checked()).startsWith("writable").endsWith("excludes between sessions");
			assertThat(this.source.openedConnections()).isEqualTo(7);
			assertThat(made).hasValue(1);
		}
	}

	@Test
	void checksNothingIfNotAsked() {
		try (JdbcLockBackend backend = connect(this.source, CheckOnStart.NONE)) {
			assertThat(backend.checked()).isEmpty();
			assertThat(this.source.openedConnections()).isEqualTo(1);
		}
	}

	@Test
	void refusesAServerThatLocksNoRows() {
		assertThatRefused(
				(sql) -> sql.contains("FROM named_lock") ? sql.replaceFirst("(FOR UPDATE|LOCK IN SHARE).*", "") : sql)
			.withMessageContaining("grants one lock to two sessions");
	}

	@Test
	void refusesAProxyThatMovesASessionBetweenTransactions() {
		AtomicInteger number = new AtomicInteger();
		assertThatRefused((sql) -> isPing(sql) ? "SELECT %d, 1".formatted(number.incrementAndGet()) : sql)
			.withMessageContaining("has replaced session 1 by session 3 while another connection was in a transaction")
			.withMessageContaining("pgbouncer");
	}

	@Test
	void refusesAProxyThatEndsTransactions() {
		assertThatRefused((sql) -> isPing(sql) ? "SELECT 7, 0" : sql)
			.withMessageContaining("has taken a lock from the session that held it");
	}

	/**
	 * Nor is a table missed there, which comes with the replication.
	 */
	@Test
	void refusesAReadOnlyServer() {
		this.tables = (required) -> {
			throw new IllegalStateException("nobody should ask for tables");
		};
		assertThatRefused((sql) -> sql.replace("READONLY()", "TRUE")
			.replace("current_setting('transaction_read_only')", "'on'")
			.replace("@@GLOBAL.read_only", "'1'")).withMessageContaining("is read-only, as a replica is");
	}

	@Test
	void seesToTheTableBeforeItLocksRows() {
		List<String> order = new ArrayList<>();
		this.tables = (required) -> order.add("table required: " + required);
		LockConnectionSource noting = new RewritingSource(this.source, (sql) -> {
			if (sql.contains("named_lock ")) {
				order.add(sql);
			}
			return sql;
		});
		connect(noting, CheckOnStart.FULL).close();
		assertThat(order).startsWith("table required: true").hasSizeGreaterThan(10);
	}

	@Test
	void refusesAServerThatDoesNotLetItRemoveRows() {
		assertThatRefused((sql) -> sql.replace("DELETE FROM named_lock ", "DELETE FROM no_such_table "))
			.withMessageContaining("could not be checked")
			.satisfies((ex) -> assertThat(ex.remedy()).contains("delete rows of the table named_lock"));
		removeRows();
	}

	/**
	 * H2's driver takes no time-out.
	 */
	@Test
	void doesNotWaitForAServerThatFallsSilent() {
		assumeThat(this.database.name()).isNotEqualTo("H2");
		try (TcpRelay relay = new TcpRelay(this.database.port())) {
			this.source = new DriverManagerSource(this.database, relay.port());
			assertThatRefused((sql) -> {
				if (sql.contains("INSERT")) {
					relay.pause();
				}
				return sql;
			}).withMessageContaining("could not be checked").withCauseInstanceOf(SQLException.class);
		}
		removeRows();
	}

	private ThrowableAssertAlternative<LockConfigurationException> assertThatRefused(UnaryOperator<String> rewriting) {
		LockConnectionSource rewritten = new RewritingSource(this.source, rewriting);
		return assertThatExceptionOfType(LockConfigurationException.class)
			.isThrownBy(() -> connect(rewritten, CheckOnStart.FULL))
			.withMessageMatching("(?s)(The locks of )?\\w+ [0-9.]+ \\(connections of the test\\) .*")
			.satisfies((ex) -> assertThat(ex.remedy()).isNotBlank());
	}

	private JdbcLockBackend connect(LockConnectionSource source, CheckOnStart check) {
		return JdbcLockBackend.connect(source, SETTINGS, check, LockTechnique.ROW, this.tables);
	}

	private static boolean isPing(String sql) {
		return sql.matches("SELECT [^ ]+, [^ ]+");
	}

	private void removeRows() {
		this.database.run("DELETE FROM named_lock WHERE name LIKE 'named-lock:self-test:%'");
	}

	private long rows() {
		Long count = this.database.ask("SELECT COUNT(*) FROM named_lock WHERE name LIKE 'named-lock:self-test:%'",
				null);
		return (count != null) ? count : -1;
	}

}
