package io.namedlock.test;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the run was given the servers that it names. Each that is absent shows here
 * as skipped.
 */
class GivenServerTests {

	@ParameterizedTest
	@CsvSource({ "MYSQL, ^(5\\.7|[89]\\.|\\d\\d\\.).*(?<!MariaDB)$", "MYSQL_5_6, ^5\\.6\\..*",
			"MARIADB_10_11, ^10\\.11\\..*MariaDB.*", "GALERA, .*MariaDB.*" })
	void isOfItsVersion(GivenServer server, String version) throws SQLException {
		JdbcAddress address = server.address();
		try (Connection connection = address.connect(address.port());
				Statement statement = connection.createStatement();
				ResultSet result = statement.executeQuery("SELECT VERSION()")) {
			result.next();
			assertThat(result.getString(1)).matches(version);
		}
	}

}
