package io.namedlock.jdbc.dialect;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.namedlock.LockConfigurationException;
import io.namedlock.LockMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RowLockDialectTests {

	private static final long WAIT = TimeUnit.MILLISECONDS.toNanos(1_400);

	@Test
	void mySqlSaysHowLongAQueryMayTake() {
		RowLockDialect dialect = mySql("8.4.3");
		assertThat(dialect.lock(LockMode.EXCLUSIVE, WAIT)).contains("MAX_EXECUTION_TIME(1400)").endsWith("FOR UPDATE");
		assertThat(dialect.limitWaits(WAIT)).endsWith("= 2");
		assertThat(dialect.tryLock(LockMode.SHARED)).endsWith("FOR SHARE NOWAIT");
	}

	@Test
	void mySqlBefore80HasNoNoWait() {
		assertThat(mySql("5.7.44").tryLock(LockMode.SHARED)).contains("MAX_EXECUTION_TIME")
			.endsWith("LOCK IN SHARE MODE");
	}

	@Test
	void mySqlBefore57WaitsForSeconds() {
		RowLockDialect dialect = mySql("5.6.51");
		assertThat(dialect.tryLock(LockMode.EXCLUSIVE)).startsWith("SELECT CONNECTION_ID()").endsWith("FOR UPDATE");
		assertThat(dialect.longestWait()).isEqualTo(Duration.ofSeconds(1));
		assertThat(dialect.setUp(Duration.ofSeconds(30)))
			.isEqualTo("SET SESSION wait_timeout = 30, innodb_lock_wait_timeout = 1");
	}

	@Test
	void mariaDbBoundsTheStatement() {
		RowLockDialect dialect = Dialects.rowLocks(DatabaseVersion.parse("11.4.5-MariaDB"));
		assertThat(dialect.lock(LockMode.SHARED, WAIT))
			.startsWith("/*M! SET STATEMENT max_statement_time = 1.400000 FOR */")
			.endsWith("LOCK IN SHARE MODE");
	}

	@Test
	void postgreSqlKnowsItsFailuresByTheirStates() {
		RowLockDialect dialect = new PostgreSqlRowLockDialect(new DatabaseVersion("PostgreSQL", "18.1"));
		assertThat(dialect.limitWaits(WAIT)).isEqualTo("SET LOCAL lock_timeout = 1400");
		assertThat(dialect.refusal(new SQLException("", "55P03"))).isEqualTo(AcquireAnswer.BUSY);
		assertThat(dialect.refusal(new SQLException("", "40001"))).isEqualTo(AcquireAnswer.UNKNOWN);
		assertThat(dialect.refusal(new SQLException("", "08006"))).isNull();
	}

	@Test
	void oracleWaitsForWholeSeconds() {
		RowLockDialect dialect = new OracleRowLockDialect("23.0");
		assertThat(dialect.lock(LockMode.EXCLUSIVE, WAIT)).endsWith("FOR UPDATE WAIT 1");
		assertThat(dialect.shortestWait()).isEqualTo(Duration.ofSeconds(1));
		assertThat(dialect.ping()).endsWith("FROM dual");
		assertThat(dialect.refusal(new SQLException("", "", 30006))).isEqualTo(AcquireAnswer.BUSY);
	}

	@Test
	void sqlServerLocksByHints() {
		RowLockDialect dialect = new SqlServerRowLockDialect("16.0");
		assertThat(dialect.tryLock(LockMode.EXCLUSIVE)).isEqualTo(
				"SELECT @@SPID, @@TRANCOUNT FROM named_lock WITH (UPDLOCK, ROWLOCK, HOLDLOCK, NOWAIT) WHERE name = ?");
		assertThat(dialect.limitWaits(WAIT)).isEqualTo("SET LOCK_TIMEOUT 1400");
		assertThat(dialect.refusal(new SQLException("", "", 1222))).isEqualTo(AcquireAnswer.BUSY);
	}

	@Test
	void h2CountsMilliseconds() {
		RowLockDialect dialect = new H2RowLockDialect("2.4.240");
		assertThat(dialect.lock(LockMode.EXCLUSIVE, 1)).endsWith("FOR UPDATE WAIT 0.001");
		assertThat(dialect.supports(LockMode.SHARED)).isFalse();
	}

	@Test
	void refusesWhatIsNotKnownToLockRows() {
		assertThatExceptionOfType(LockConfigurationException.class)
			.isThrownBy(() -> Dialects.rowLocks(DatabaseVersion.parse("8.0.11-TiDB-v8.5.1")))
			.withMessageContaining("TiDB 8.5.1");
		assertThatExceptionOfType(LockConfigurationException.class)
			.isThrownBy(() -> Dialects.rowLocks(DatabaseVersion.parse("10.2.44-MariaDB")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "CockroachDB CCL v25.2.1 (x86_64-pc-linux-gnu)", "PostgreSQL 15.2-YB-2025.1.0.0-b1",
			"PostgreSQL 8.0.2 on i686-pc-linux-gnu, compiled by GCC 3.4.2, Redshift 1.0.12103", "PostgreSQL 11.22" })
	void refusesWhatOnlySaysThatItIsPostgreSql(String version) {
		DatabaseVersion parsed = DatabaseVersion.parse(version);
		assertThatExceptionOfType(LockConfigurationException.class).isThrownBy(() -> Dialects.rowLocks(parsed))
			.satisfies((ex) -> assertThat(ex.reason()).contains(parsed.product(), parsed.number()));
	}

	private static RowLockDialect mySql(String version) {
		return Dialects.rowLocks(DatabaseVersion.parse(version));
	}

}
