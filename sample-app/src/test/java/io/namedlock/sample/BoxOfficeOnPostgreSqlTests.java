package io.namedlock.sample;

import java.sql.Connection;
import java.sql.SQLException;

import javax.sql.DataSource;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.ActiveProfiles;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The same on PostgreSQL.
 */
@ActiveProfiles("postgres")
class BoxOfficeOnPostgreSqlTests extends BoxOfficeTests {

	@Autowired
	private DataSource dataSource;

	@Test
	void needsNoMariaDb() throws SQLException {
		try (Connection connection = this.dataSource.getConnection()) {
			assertThat(connection.getMetaData().getDatabaseProductName()).isEqualTo("PostgreSQL");
		}
	}

}
