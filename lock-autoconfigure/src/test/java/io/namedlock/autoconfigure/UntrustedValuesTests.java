package io.namedlock.autoconfigure;

import java.util.List;
import java.util.function.Consumer;

import io.namedlock.LockHandle;
import io.namedlock.annotation.NamedLock;
import io.namedlock.core.LockKey;
import io.namedlock.test.EmbeddedMariaDb;
import io.namedlock.test.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for parameters' values that look like something else than text: in a lock's name
 * they are text, on a real database.
 */
@Timeout(120)
class UntrustedValuesTests {

	/**
	 * Expressions, placeholders, templates and SQL.
	 */
	private static final List<String> VALUES = List.of("#{systemProperties['user.name']}",
			"T(java.lang.System).exit(1)", "<#value>", "<T(java.lang.System).exit(1)>", "<@named>", "${user.name}",
			"${named-lock.wait-time}", "${user.name:x}", "'; DROP TABLE untrusted_canary; --", "' OR '1'='1",
			"x', 0), SLEEP(1", "\\'", "\"", "`x`", "?", ":name", "{fn NOW()}", "%s%n%d", "/* x */", "-- x", "~", "a b",
			"ä", "\uD83D\uDD12");

	private final TestDatabase database = TestDatabase.mariaDb();

	private final ApplicationContextRunner application = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(NamedLockAutoConfiguration.class, DataSourceAutoConfiguration.class))
		.withBean(Service.class)
		.withPropertyValues("spring.datasource.url=" + EmbeddedMariaDb.shared().mariaDbUrl(),
				"spring.datasource.username=" + EmbeddedMariaDb.USERNAME,
				"spring.datasource.password=" + EmbeddedMariaDb.PASSWORD, "named-lock.schema.initialize=always");

	@Test
	void areTextToNamedLocks() {
		this.application.run((context) -> assertText(context.getBean(Service.class),
				(key) -> assertThat(this.database.holderOf(key)).as(key).isNotNull()));
	}

	@Test
	void areTextToRowLocksAndFencingTokens() {
		this.application.withPropertyValues("named-lock.backend=row")
			.run((context) -> assertText(context.getBean(Service.class), (key) -> {
				assertThat(rowsOf("named_lock", key)).as(key).isOne();
				assertThat(rowsOf("named_lock_token", key)).as(key).isOne();
			}));
	}

	private void assertText(Service service, Consumer<String> look) {
		this.database.run("CREATE OR REPLACE TABLE untrusted_canary (id INT)");
		VALUES.forEach((value) -> {
			String name = "untrusted:" + value;
			assertThat(service.fenced(value, () -> look.accept(LockKey.of(name).value()))).isEqualTo(name);
			assertThat(service.several(value)).isEqualTo(name + ", " + value);
		});
		assertThat(this.database.ask("SELECT COUNT(*) FROM untrusted_canary", null)).isZero();
	}

	private Long rowsOf(String table, String key) {
		return this.database.ask("SELECT COUNT(*) FROM %s WHERE name = ?".formatted(table), key);
	}

	static class Service {

		@NamedLock(name = "untrusted:<#value>", fenced = true)
		public String fenced(String value, Runnable body) {
			body.run();
			return LockHandle.current().name();
		}

		@NamedLock("untrusted:<#value>")
		@NamedLock("<#value>")
		public String several(String value) {
			return LockHandle.current().name();
		}

	}

}
