package io.namedlock.jdbc.check;

import io.namedlock.LockConfigurationException;
import io.namedlock.jdbc.LockTechnique;
import io.namedlock.test.DriverManagerSource;
import io.namedlock.test.RowLockBackends;
import io.namedlock.test.TcpRelay;
import io.namedlock.test.TestBackends;
import io.namedlock.test.TestDatabase;
import io.namedlock.test.TestSettings;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests that a real proxy which pools transactions is noticed, each time, and that no
 * lock and no row stays behind.
 */
@Timeout(60)
class PgBouncerTests {

	private static @Nullable TcpRelay server;

	private final TestDatabase proxy = TestDatabase.pgBouncer();

	private final TestDatabase database = TestDatabase.postgreSql();

	/**
	 * Lets the database listen where the proxy expects it, all the time: a proxy that
	 * finds it gone does not try again at once.
	 */
	@BeforeEach
	void listen() {
		if (this.proxy.port() > 0 && server == null) {
			server = new TcpRelay(TestDatabase.pgBouncerServerPort(), this.database.port());
		}
	}

	@AfterAll
	static void close() {
		if (server != null) {
			server.close();
		}
	}

	@RepeatedTest(20)
	void isRefusedForNamedLocks() {
		assertThatRefused(LockTechnique.NATIVE);
		Awaitility.await().until(() -> locks() == 0);
	}

	@RepeatedTest(20)
	void isRefusedForRowLocks() {
		RowLockBackends.createTables(this.database);
		assertThatRefused(LockTechnique.ROW);
		assertThat(this.database.ask("SELECT COUNT(*) FROM named_lock WHERE name LIKE '%self-test%'", null)).isZero();
	}

	private void assertThatRefused(LockTechnique technique) {
		DriverManagerSource source = new DriverManagerSource(this.proxy);
		assertThatExceptionOfType(LockConfigurationException.class)
			.isThrownBy(() -> TestBackends.connectChecked(source, TestSettings.sessions(), technique))
			.withMessageMatching("PostgreSQL [0-9.]+ .* has replaced session \\d+ by session \\d+ .*")
			.satisfies((ex) -> assertThat(ex.remedy()).contains("named-lock.datasource.url"));
		assertThat(source.openConnections()).isZero();
	}

	private long locks() {
		Long locks = this.database.ask("SELECT COUNT(*) FROM pg_locks WHERE locktype = 'advisory'", null);
		return (locks != null) ? locks : -1;
	}

}
