package io.namedlock.test;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class EmbeddedMariaDbTests {

	private final EmbeddedMariaDb server = EmbeddedMariaDb.shared();

	@Test
	void answersBothDrivers() throws SQLException {
		assertThat(version(this.server.mariaDbUrl())).contains("MariaDB");
		assertThat(version(this.server.mySqlUrl())).contains("MariaDB");
	}

	@Test
	void refusesAWrongPassword() {
		assertThatExceptionOfType(SQLException.class)
			.isThrownBy(() -> DriverManager.getConnection(this.server.mariaDbUrl(), EmbeddedMariaDb.USERNAME, "wrong"));
	}

	@Test
	void relayPassesBytesUntilItResets() throws SQLException {
		try (TcpRelay relay = new TcpRelay(this.server.port())) {
			String url = this.server.mariaDbUrl(relay.port());
			assertThat(version(url)).contains("MariaDB");
			try (Connection connection = DriverManager.getConnection(url, EmbeddedMariaDb.USERNAME,
					EmbeddedMariaDb.PASSWORD)) {
				relay.reset();
				assertThatExceptionOfType(SQLException.class).isThrownBy(() -> version(connection));
			}
		}
	}

	private static String version(String url) throws SQLException {
		try (Connection connection = DriverManager.getConnection(url, EmbeddedMariaDb.USERNAME,
				EmbeddedMariaDb.PASSWORD)) {
			return version(connection);
		}
	}

	private static String version(Connection connection) throws SQLException {
		try (Statement statement = connection.createStatement();
				ResultSet result = statement.executeQuery("SELECT VERSION()")) {
			result.next();
			return result.getString(1);
		}
	}

}
