package io.namedlock.autoconfigure;

import java.sql.Connection;
import java.util.UUID;

import javax.sql.DataSource;

import io.namedlock.LockConfigurationException;
import io.namedlock.LockHandle;
import io.namedlock.LockRegistry;
import io.namedlock.LockRequest;
import io.namedlock.test.TestDatabase;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceInitializationAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

class RowLockConfigurationTests {

	private final String h2 = "jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1".formatted(UUID.randomUUID());

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(NamedLockAutoConfiguration.class, AopAutoConfiguration.class,
				DataSourceAutoConfiguration.class, DataSourceInitializationAutoConfiguration.class))
		.withPropertyValues("spring.datasource.url=" + this.h2, "spring.datasource.username=sa");

	@Test
	void locksRowsOfAnEmbeddedDatabase() {
		this.runner.withBean(LockedService.class).run((context) -> {
			assertThat(context.getBean(LockedService.class).process(1)).isEqualTo("done 1");
			this.runner.run(
					(other) -> assertExclusion(context.getBean(LockRegistry.class), other.getBean(LockRegistry.class)));
		});
	}

	@Test
	void drawsFencingTokens() {
		this.runner.run((context) -> {
			LockRegistry registry = context.getBean(LockRegistry.class);
			long first = token(registry);
			assertThat(token(registry)).isGreaterThan(first);
		});
	}

	@Test
	void refusesToStartWithoutTheTable() {
		this.runner.withPropertyValues("named-lock.schema.initialize=never")
			.run((context) -> assertThat(context.getStartupFailure())
				.hasStackTraceContaining(LockConfigurationException.class.getName())
				.hasStackTraceContaining("io/namedlock/schema/schema-h2.sql")
				.hasStackTraceContaining("named-lock.schema.initialize=always"));
	}

	@Test
	void refusesASessionForEachThread() {
		this.runner.withPropertyValues("named-lock.sessions.mode=dedicated").run((context) -> {
			FailureAnalysis analysis = NamedLockAutoConfigurationTests.analyze(context.getStartupFailure());
			assertThat(analysis.getDescription()).contains("'dedicated'", "H2 2.");
			assertThat(analysis.getAction()).contains("'named-lock.sessions.mode' at 'shared'");
		});
	}

	@Test
	void waitsForTheTablesOfTheApplicationsOwnScripts() {
		this.runner
			.withPropertyValues("named-lock.schema.initialize=never",
					"spring.sql.init.schema-locations=classpath:io/namedlock/schema/schema-h2.sql")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void createsTablesInAServerOnlyWhenTold() {
		String database = "schema_" + UUID.randomUUID().toString().replace('-', '_');
		ApplicationContextRunner server = this.runner.withPropertyValues("spring.datasource.username=tester",
				"spring.datasource.password=secret", "named-lock.backend=row",
				"spring.datasource.url=" + url(database));
		server.run((context) -> assertThat(context).hasFailed());
		server.withPropertyValues("named-lock.schema.initialize=always").run((context) -> {
			LockRegistry registry = context.getBean(LockRegistry.class);
			server.run((other) -> assertExclusion(registry, other.getBean(LockRegistry.class)));
			assertThat(JdbcClient.create(context.getBean(DataSource.class))
				.sql("SELECT engine FROM information_schema.tables WHERE"
						+ " table_schema = ? AND table_name = 'named_lock'")
				.param(database)
				.query(String.class)
				.single()).isEqualTo("InnoDB");
		});
		TestDatabase.mariaDb().run("DROP DATABASE " + database);
	}

	@Test
	void staysNativeWhereTheDatabaseHasNamedLocks() {
		this.runner
			.withPropertyValues("spring.datasource.username=tester", "spring.datasource.password=secret",
					"spring.datasource.url=" + url("named_lock"))
			.run((context) -> {
				LockHandle handle = context.getBean(LockRegistry.class).acquire("row-configuration-tests:native");
				assertThat(TestDatabase.mariaDb().holderOf("row-configuration-tests:native")).isNotNull();
				handle.close();
			});
	}

	@Test
	void aBorrowedConnectionIsClosedWithItsLock() throws Exception {
		JdbcDataSource dataSource = new JdbcDataSource();
		dataSource.setUrl(this.h2);
		try (Connection connection = dataSource.getConnection()) {
			assertThat(connection.isClosed()).isFalse();
			DataSourceConnectionSource.abort(connection);
			assertThat(connection.isClosed()).isTrue();
		}
	}

	private static String url(String database) {
		return "jdbc:mariadb://127.0.0.1:%d/%s?createDatabaseIfNotExist=true".formatted(TestDatabase.mariaDb().port(),
				database);
	}

	private static long token(LockRegistry registry) {
		try (LockHandle handle = registry.acquire(LockRequest.of("row-configuration-tests:fenced").fenced())) {
			return handle.fencingToken().orElseThrow();
		}
	}

	private static void assertExclusion(LockRegistry registry, LockRegistry other) {
		try (LockHandle handle = registry.acquire("row-configuration-tests")) {
			assertThat(other.tryAcquire("row-configuration-tests")).isEmpty();
			handle.verify();
		}
		other.acquire("row-configuration-tests").close();
	}

}
