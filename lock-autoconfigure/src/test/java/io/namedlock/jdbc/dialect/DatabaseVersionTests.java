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
			"8.0.11-TiDB-v7.5.0, TiDB 7.5.0" })
	void supportedServersAreToldApart(String version, String description) {
		assertThat(NamedLockDialects.of(DatabaseVersion.parse(version)).description()).isEqualTo(description);
	}

	@ParameterizedTest
	@ValueSource(strings = { "5.5.62-MariaDB", "10.0.1-MariaDB", "8.0.11-TiDB-v7.4.0", "unknown" })
	void othersAreRefused(String version) {
		DatabaseVersion parsed = DatabaseVersion.parse(version);
		assertThatExceptionOfType(LockConfigurationException.class).isThrownBy(() -> NamedLockDialects.of(parsed))
			.satisfies((ex) -> assertThat(ex.reason()).contains(parsed.product(), parsed.number()))
			.satisfies((ex) -> assertThat(ex.remedy()).contains("MySQL 5.7 or later", "named-lock.backend=memory"));
	}

	@Test
	void serverDecidesWhateverTheDriverSays() throws SQLException {
		try (Connection connection = TestDatabase.mariaDbByMySqlDriver().connect()) {
			assertThat(connection.getMetaData().getDatabaseProductName()).isEqualTo("MySQL");
			assertThat(NamedLockDialects.detect(connection).description()).startsWith("MariaDB 11.");
		}
	}

	@Test
	void anotherProductIsRefused() throws SQLException {
		try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:")) {
			assertThatExceptionOfType(LockConfigurationException.class)
				.isThrownBy(() -> NamedLockDialects.detect(connection))
				.withMessageStartingWith("H2 2.")
				.withMessageContaining("named-lock.datasource.url");
		}
	}

}
