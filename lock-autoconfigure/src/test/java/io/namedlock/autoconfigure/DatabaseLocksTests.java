package io.namedlock.autoconfigure;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.namedlock.LockHandle;
import io.namedlock.LockRegistry;
import io.namedlock.jdbc.LockConnectionSource;
import io.namedlock.test.EmbeddedMariaDb;
import io.namedlock.test.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mariadb.jdbc.Driver;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@Timeout(120)
class DatabaseLocksTests {

	private final EmbeddedMariaDb server = EmbeddedMariaDb.shared();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(NamedLockAutoConfiguration.class, DataSourceAutoConfiguration.class,
				DataSourceTransactionManagerAutoConfiguration.class))
		.withPropertyValues("spring.datasource.url=" + this.server.mariaDbUrl(),
				"spring.datasource.username=" + EmbeddedMariaDb.USERNAME,
				"spring.datasource.password=" + EmbeddedMariaDb.PASSWORD);

	@Test
	void excludesAnotherApplication() {
		ApplicationContextRunner node = this.runner.withBean(LockedService.class);
		node.run((first) -> node.run((second) -> ApplicationExclusion.assertBetween(first, second)));
	}

	@Test
	void takesNoConnectionOfTheApplicationsPool() {
		this.runner.withPropertyValues("spring.datasource.hikari.maximum-pool-size=1").run((context) -> {
			try (Connection only = context.getBean(DataSource.class).getConnection();
					LockHandle handle = context.getBean(LockRegistry.class).acquire("auto:starved")) {
				handle.verify();
				assertThat(only.isValid(5)).isTrue();
			}
		});
	}

	@Test
	void locksThroughProxiesOfTheDataSource() {
		for (Supplier<DataSource> proxied : proxied()) {
			locksWith(proxied, "auto:proxied");
		}
	}

	@Test
	void locksWithADataSourceOfAnotherKind() {
		locksWith(this::simple, "auto:simple");
	}

	@Test
	void refusesARoutingDataSource() {
		this.runner.withBean("dataSource", DataSource.class, this::routing).run((context) -> {
			FailureAnalysis analysis = NamedLockAutoConfigurationTests.analyze(context.getStartupFailure());
			assertThat(analysis.getDescription()).contains("connections of their own");
			assertThat(analysis.getAction()).contains("named-lock.datasource.url", "@NamedLockDataSource",
					"named-lock.sessions.borrow=true");
		});
	}

	@Test
	void borrowsFromARoutingDataSourceIfTold() {
		this.runner.withBean("dataSource", DataSource.class, this::routing)
			.withPropertyValues("named-lock.sessions.borrow=true")
			.run((context) -> locks(context.getBean(LockRegistry.class), "auto:borrowed"));
	}

	@Test
	void locksAtTheAddressOfItsOwn() {
		this.runner
			.withPropertyValues("spring.datasource.url=jdbc:h2:mem:elsewhere", "spring.datasource.username=sa",
					"named-lock.datasource.url=" + this.server.mariaDbUrl(),
					"named-lock.datasource.username=" + EmbeddedMariaDb.USERNAME,
					"named-lock.datasource.password=" + EmbeddedMariaDb.PASSWORD)
			.run((context) -> locks(context.getBean(LockRegistry.class), "auto:own-address"));
	}

	@Test
	void tellsOfAWrongPasswordWithoutShowingIt() {
		this.runner.withPropertyValues("spring.datasource.password=not-this").run((context) -> {
			FailureAnalysis analysis = NamedLockAutoConfigurationTests.analyze(context.getStartupFailure());
			assertThat(analysis.getDescription()).contains("SQLState 28000").doesNotContain("not-this");
			assertThat(analysis.getAction()).contains("password");
		});
	}

	@Test
	void tellsOfADatabaseThatIsDown() {
		this.runner.withPropertyValues("spring.datasource.url=jdbc:mariadb://127.0.0.1:1/none?password=hush")
			.run((context) -> {
				FailureAnalysis analysis = NamedLockAutoConfigurationTests.analyze(context.getStartupFailure());
				assertThat(analysis.getDescription()).contains("jdbc:mariadb://127.0.0.1:1/none")
					.doesNotContain("hush");
			});
	}

	@Test
	void tellsOfAMissingDriver() {
		this.runner.withPropertyValues("named-lock.datasource.url=jdbc:nosuch://root:hush@db/none").run((context) -> {
			FailureAnalysis analysis = NamedLockAutoConfigurationTests.analyze(context.getStartupFailure());
			assertThat(analysis.getDescription()).contains("jdbc:nosuch://db/none", "driver").doesNotContain("hush");
		});
	}

	@Test
	void endsADiscardedConnectionAtTheServer() throws SQLException {
		try (HikariDataSource pool = hikari(); LockConnectionSource source = HikariConnectionSource.copyOf(pool, 1)) {
			Connection connection = source.open();
			long id = TestDatabase.ask(connection, "SELECT CONNECTION_ID()", null);
			source.discard(connection);
			source.discard(connection);
			await().untilAsserted(() -> assertThat(TestDatabase.mariaDb().hasSession(id)).isFalse());
			Connection next = source.open();
			assertThat(TestDatabase.ask(next, "SELECT CONNECTION_ID()", null)).isNotEqualTo(id);
		}
	}

	@Test
	void preparesStatementsOnTheServer() throws SQLException {
		for (String url : List.of(this.server.mariaDbUrl(), this.server.mySqlUrl())) {
			try (HikariDataSource pool = hikari(url)) {
				assertThat(preparedBy(pool)).isPositive();
				assertThat(pool.getJdbcUrl()).isEqualTo(url);
				assertThat(pool.getDataSourceProperties()).isEmpty();
			}
		}
	}

	@Test
	void leavesThePlaceOfPreparingToTheUser() throws SQLException {
		for (String url : List.of(this.server.mariaDbUrl(), this.server.mySqlUrl())) {
			try (HikariDataSource asProperty = hikari(url);
					HikariDataSource inUrl = hikari(url + "&useServerPrepStmts=false")) {
				asProperty.addDataSourceProperty("useServerPrepStmts", "false");
				assertThat(preparedBy(asProperty)).isZero();
				assertThat(preparedBy(inUrl)).isZero();
			}
		}
	}

	@Test
	void locksWhereTheServerPreparesNoMoreStatements() throws SQLException {
		for (String url : List.of(this.server.mariaDbUrl(), this.server.mySqlUrl())) {
			this.runner.withPropertyValues("spring.datasource.url=" + url)
				.run((context) -> whilePreparing(1, () -> locks(context.getBean(LockRegistry.class), "auto:prepared")));
		}
	}

	@Test
	void endsABorrowedConnectionAtTheServer() throws SQLException {
		try (HikariDataSource pool = hikari()) {
			pool.setMaximumPoolSize(1);
			LockConnectionSource source = new DataSourceConnectionSource(pool, false, "the test's");
			Connection connection = source.open();
			long id = TestDatabase.ask(connection, "SELECT CONNECTION_ID()", null);
			source.discard(connection);
			try (Connection next = pool.getConnection()) {
				assertThat(TestDatabase.ask(next, "SELECT CONNECTION_ID()", null)).isNotEqualTo(id);
			}
			await().untilAsserted(() -> assertThat(TestDatabase.mariaDb().hasSession(id)).isFalse());
		}
	}

	@Test
	void tellsTheHolderAtShutdownAndThenReleases() {
		AtomicBoolean told = new AtomicBoolean();
		this.runner.withPropertyValues("spring.lifecycle.timeout-per-shutdown-phase=200ms").run((context) -> {
			LockHandle handle = context.getBean(LockRegistry.class).acquire("auto:shutdown");
			handle.onLost(() -> told.set(TestDatabase.mariaDb().holderOf("auto:shutdown") != null));
			context.close();
			assertThat(handle.isHeld()).isFalse();
		});
		assertThat(told).as("the lock was held when its owner was told").isTrue();
		await().atMost(Duration.ofSeconds(20))
			.untilAsserted(() -> assertThat(TestDatabase.mariaDb().holderOf("auto:shutdown")).isNull());
	}

	private void locksWith(Supplier<DataSource> dataSource, String name) {
		this.runner.withBean("dataSource", DataSource.class, dataSource)
			.run((context) -> locks(context.getBean(LockRegistry.class), name));
	}

	private static void locks(LockRegistry registry, String name) {
		TestDatabase database = TestDatabase.mariaDb();
		try (LockHandle handle = registry.acquire(name)) {
			handle.verify();
			assertThat(database.holderOf(name)).isNotNull();
		}
		assertThat(database.holderOf(name)).isNull();
	}

	private Iterable<Supplier<DataSource>> proxied() {
		return List.of(() -> new LazyConnectionDataSourceProxy(hikari()),
				() -> new TransactionAwareDataSourceProxy(hikari()),
				() -> new TransactionAwareDataSourceProxy(simple()), this::single);
	}

	private DataSource single() {
		return new SingleConnectionDataSource(this.server.mariaDbUrl(), EmbeddedMariaDb.USERNAME,
				EmbeddedMariaDb.PASSWORD, true);
	}

	private static long preparedBy(HikariDataSource pool) throws SQLException {
		try (LockConnectionSource source = HikariConnectionSource.copyOf(pool, 1)) {
			Connection connection = source.open();
			TestDatabase.ask(connection, "SELECT IS_USED_LOCK(?)", "auto:prepared");
			return TestDatabase.ask(connection, "SELECT variable_value FROM information_schema.session_status"
					+ " WHERE variable_name = 'Com_stmt_prepare'", null);
		}
	}

	private static void whilePreparing(int further, Runnable action) {
		TestDatabase database = TestDatabase.mariaDb();
		Long most = database.ask("SELECT @@max_prepared_stmt_count", null);
		Long now = database.ask("SELECT variable_value FROM information_schema.global_status"
				+ " WHERE variable_name = 'Prepared_stmt_count'", null);
		try {
			database.run("SET GLOBAL max_prepared_stmt_count = " + (now + further));
			action.run();
		}
		finally {
			database.run("SET GLOBAL max_prepared_stmt_count = " + most);
		}
	}

	private HikariDataSource hikari() {
		return hikari(this.server.mariaDbUrl());
	}

	private static HikariDataSource hikari(String url) {
		HikariDataSource pool = new HikariDataSource();
		pool.setJdbcUrl(url);
		pool.setUsername(EmbeddedMariaDb.USERNAME);
		pool.setPassword(EmbeddedMariaDb.PASSWORD);
		return pool;
	}

	private DataSource simple() {
		return new SimpleDriverDataSource(new Driver(), this.server.mariaDbUrl(), EmbeddedMariaDb.USERNAME,
				EmbeddedMariaDb.PASSWORD);
	}

	private DataSource routing() {
		AbstractRoutingDataSource routing = new AbstractRoutingDataSource() {
			@Override
			protected Object determineCurrentLookupKey() {
				return "only";
			}
		};
		routing.setTargetDataSources(Map.of("only", hikari()));
		return routing;
	}

}
