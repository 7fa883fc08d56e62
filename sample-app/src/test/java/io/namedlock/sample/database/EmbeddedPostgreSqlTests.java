package io.namedlock.sample.database;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;

class EmbeddedPostgreSqlTests {

	private final ApplicationContextRunner context = new ApplicationContextRunner()
		.withUserConfiguration(EmbeddedMariaDb.class, EmbeddedPostgreSql.class)
		.withPropertyValues("spring.profiles.active=postgres");

	@Test
	void startsInPlaceOfMariaDbAndLeavesNothingBehind() {
		Path[] data = new Path[1];
		this.context.run((context) -> {
			assertThat(context).doesNotHaveBean(EmbeddedMariaDb.class);
			data[0] = dataDirectory(context.getBean(EmbeddedPostgreSql.class));
			assertThat(data[0].resolve("postmaster.pid")).exists();
		});
		assertThat(data[0].getParent()).doesNotExist();
	}

	@Test
	void startsNothingWhereADatabaseIsGiven() {
		this.context.withPropertyValues("spring.datasource.url=jdbc:postgresql://127.0.0.1:5432/mine")
			.run((context) -> assertThat(context).doesNotHaveBean(EmbeddedPostgreSql.class)
				.doesNotHaveBean(EmbeddedMariaDb.class));
	}

	private static Path dataDirectory(EmbeddedPostgreSql database) {
		JdbcTemplate jdbc = new JdbcTemplate(
				new DriverManagerDataSource(database.getJdbcUrl(), database.getUsername(), database.getPassword()));
		return Path.of(jdbc.queryForObject("SHOW data_directory", String.class));
	}

}
