package io.namedlock.jdbc.check;

import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.namedlock.LockConfigurationException;
import io.namedlock.jdbc.LockConnectionSource;
import io.namedlock.jdbc.LockTechnique;
import io.namedlock.jdbc.call.JdbcLockBackend;
import io.namedlock.test.DriverManagerSource;
import io.namedlock.test.RewritingSource;
import io.namedlock.test.TestBackends;
import io.namedlock.test.TestDatabase;
import io.namedlock.test.TestSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What a server must be like that has {@code GET_LOCK}.
 */
@ParameterizedClass
@MethodSource("databases")
@Timeout(60)
class ServerConditionsTests {

	@Parameter
	@SuppressWarnings("NullAway.Init")
	private TestDatabase database;

	static Stream<TestDatabase> databases() {
		return Stream.of(TestDatabase.mariaDb(), TestDatabase.mySql(), TestDatabase.mySqlBefore57());
	}

	@Test
	void refusesAReadOnlyServer() {
		this.database.run("SET GLOBAL read_only = 1");
		try {
			assertThatRefused(UnaryOperator.identity(), "is read-only, as a replica is", "named-lock.datasource.url");
		}
		finally {
			this.database.run("SET GLOBAL read_only = 0");
		}
	}

	@Test
	void refusesANodeOfSeveral() {
		assertThatRefused((sql) -> sql.replaceFirst("^SHOW GLOBAL STATUS.*", "SELECT 'wsrep_cluster_size', '3'"),
				"one of several nodes of a Galera cluster", "named-lock.single-writer=true");
	}

	@Test
	void acceptsTheLastNodeThatIsLeft() {
		DriverManagerSource source = new DriverManagerSource(this.database);
		LockConnectionSource alone = new RewritingSource(source,
				(sql) -> sql.replaceFirst("^SHOW GLOBAL STATUS.*", "SELECT 'wsrep_cluster_size', '1'"));
		try (JdbcLockBackend backend = TestBackends.connectChecked(alone, TestSettings.sessions(),
				LockTechnique.NATIVE)) {
			assertThat(backend.checked()).contains("a single node");
		}
	}

	private void assertThatRefused(UnaryOperator<String> rewriting, String reason, String remedy) {
		DriverManagerSource source = new DriverManagerSource(this.database);
		assertThatExceptionOfType(LockConfigurationException.class)
			.isThrownBy(() -> TestBackends.connectChecked(new RewritingSource(source, rewriting),
					TestSettings.sessions(), LockTechnique.NATIVE))
			.satisfies((ex) -> assertThat(ex.reason()).contains(reason))
			.satisfies((ex) -> assertThat(ex.remedy()).contains(remedy));
		assertThat(source.openConnections()).isZero();
	}

}
