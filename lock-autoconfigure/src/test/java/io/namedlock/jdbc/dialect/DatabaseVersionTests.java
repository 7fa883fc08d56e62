package io.namedlock.jdbc.dialect;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

import io.namedlock.LockConfigurationException;
import io.namedlock.test.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class DatabaseVersionTests {

	@ParameterizedTest
	@CsvSource({ "9.7.4, MySQL 9.7.4", "5.7.44-log, MySQL 5.7.44", "8.0.36-28, MySQL 8.0.36",
			"8.0.mysql_aurora.3.05.2, MySQL 8.0", "5.6.24, MySQL 5.6.24", "11.4.5-MariaDB, MariaDB 11.4.5",
			"5.5.5-10.11.19-MariaDB-log, MariaDB 10.11.19", "10.0.2-MariaDB, MariaDB 10.0.2",
			"8.0.11-TiDB-v7.5.0, TiDB 7.5.0", "PostgreSQL 18.6 on x86_64-pc-linux-gnu, PostgreSQL 18.6",
			"PostgreSQL 16.4 (Debian 16.4-1.pgdg120+1) on aarch64, PostgreSQL 16.4",
			"PostgreSQL 15.12-YB-2025.1.0.0-b168 on x86_64, YugabyteDB 2025.1.0.0" })
	void supportedServersAreToldApart(String version, String description) {
		assertThat(Dialects.namedLocks(DatabaseVersion.parse(version)).description()).isEqualTo(description);
	}

	@ParameterizedTest
	@ValueSource(strings = { "5.5.62-MariaDB", "10.0.1-MariaDB", "8.0.11-TiDB-v7.4.0", "unknown", "PostgreSQL 11.22",
			"CockroachDB CCL v23.1.11 (x86_64-pc-linux-gnu)", "PostgreSQL 11.2-YB-2.20.1.0-b97",
			"PostgreSQL 8.0.2 on i686-pc-linux-gnu, compiled by GCC 3.4.2, Redshift 1.0.12103" })
	void othersAreRefused(String version) {
		DatabaseVersion parsed = DatabaseVersion.parse(version);
		assertThatExceptionOfType(LockConfigurationException.class).isThrownBy(() -> Dialects.namedLocks(parsed))
			.satisfies((ex) -> assertThat(ex.reason()).contains(parsed.product(), parsed.number()))
			.satisfies((ex) -> assertThat(ex.remedy()).contains("MySQL 5.7 or later", "PostgreSQL 12 or later",
					"named-lock.backend=memory"));
	}

	@Test
	void startTellsWhatAnOldPostgreSqlCannotDo() {
		assertThat(dialect("PostgreSQL 13.23 on x86_64").advice())
			.hasValueSatisfying((advice) -> assertThat(advice).contains("PostgreSQL 13.23", "PostgreSQL 14 or later"));
		assertThat(dialect("PostgreSQL 14.0 on x86_64").advice()).isEmpty();
	}

	@Test
	void serverDecidesWhateverTheDriverSays() throws SQLException {
		try (Connection connection = TestDatabase.mariaDbByMySqlDriver().connect()) {
			assertThat(connection.getMetaData().getDatabaseProductName()).isEqualTo("MySQL");
			assertThat(Dialects.namedLocks(connection).description()).startsWith("MariaDB 11.");
		}
	}

	@Test
	void anotherProductIsRefused() throws SQLException {
		try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:")) {
			assertThatExceptionOfType(LockConfigurationException.class)
				.isThrownBy(() -> Dialects.namedLocks(connection))
				.withMessageStartingWith("H2 2.")
				.withMessageContaining("named-lock.datasource.url");
		}
	}

	private static NamedLockDialect dialect(String version) {
		return Dialects.namedLocks(DatabaseVersion.parse(version));
	}

}
