package io.namedlock.autoconfigure;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.namedlock.LockHandle;
import io.namedlock.LockRegistry;
import io.namedlock.LockRequest;
import io.namedlock.test.EmbeddedPostgreSql;
import io.namedlock.test.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Applications whose database is a PostgreSQL.
 */
@Timeout(120)
class PostgreSqlLocksTests {

	private final TestDatabase database = TestDatabase.postgreSql();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(NamedLockAutoConfiguration.class, DataSourceAutoConfiguration.class,
				DataSourceTransactionManagerAutoConfiguration.class))
		.withPropertyValues("spring.datasource.url=" + EmbeddedPostgreSql.shared().url())
		.withBean(LockedService.class);

	@Test
	void excludesAnotherApplication() {
		this.runner.run((first) -> this.runner.run((second) -> {
			assertThat(first.getBean(DataSource.class)).isInstanceOf(HikariDataSource.class);
			ApplicationExclusion.assertBetween(first, second);
			assertThat(this.database.holderOf("auto:service:7")).isNull();
		}));
	}

	@Test
	void drawsATokenForAHeldLock() {
		this.database.run("CREATE TABLE IF NOT EXISTS named_lock_token"
				+ " (name VARCHAR(64) PRIMARY KEY, token BIGINT NOT NULL)");
		this.runner.run((context) -> {
			LockRegistry registry = context.getBean(LockRegistry.class);
			LockRequest request = LockRequest.of("auto:fenced").fenced();
			long first;
			try (LockHandle handle = registry.acquire(request)) {
				first = handle.fencingToken().orElseThrow();
			}
			try (LockHandle handle = registry.acquire(request)) {
				assertThat(handle.fencingToken()).hasValue(first + 1);
			}
		});
	}

}
