package io.namedlock.jdbc.call;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.namedlock.LockBackendException;
import io.namedlock.LockHandle;
import io.namedlock.LockRegistry;
import io.namedlock.LockRequest;
import io.namedlock.core.DefaultLockRegistry;
import io.namedlock.core.LockRegistrySettings;
import io.namedlock.jdbc.LockSessionSettings;
import io.namedlock.jdbc.LockTechnique;
import io.namedlock.test.DriverManagerSource;
import io.namedlock.test.TestBackends;
import io.namedlock.test.TestDatabase;
import io.namedlock.test.TestSettings;
import org.h2.tools.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests that the tokens of a lock grow with each of its owners, whoever they are and
 * whatever was started anew between them.
 */
@Timeout(120)
class FencingTokenTests {

	private static final int THREADS = 4;

	private static final int TURNS = 15;

	private static final LockSessionSettings SETTINGS = TestSettings.sessions(2, 8, Duration.ofSeconds(1),
			Duration.ofSeconds(5));

	private static final LockRequest REQUEST = LockRequest.of("fencing:order")
		.fenced()
		.waitingAtMost(Duration.ofMinutes(1));

	private final List<Long> tokens = Collections.synchronizedList(new ArrayList<>());

	static Stream<TestDatabase> databases() {
		return Stream.of(TestDatabase.mariaDb(), TestDatabase.postgreSql());
	}

	@ParameterizedTest
	@MethodSource("databases")
	void growAcrossHandOversOtherNodesAndNewRegistries(TestDatabase database) throws Exception {
		createTable(database);
		for (int start = 0; start < 2; start++) {
			try (DefaultLockRegistry one = registry(database, LockTechnique.NATIVE);
					DefaultLockRegistry other = registry(database, LockTechnique.NATIVE)) {
				takeTurns(one, other);
			}
		}
		assertThat(this.tokens).hasSize(2 * THREADS * TURNS);
		assertGrowing();
	}

	@Test
	void growAcrossARestartOfTheDatabase(@TempDir Path directory) throws Exception {
		for (int start = 0; start < 3; start++) {
			Server server = Server.createTcpServer("-tcpPort", "0", "-ifNotExists", "-tcpDaemon").start();
			try {
				ownTwice("jdbc:h2:tcp://127.0.0.1:%d/%s".formatted(server.getPort(), directory.resolve("db")));
			}
			finally {
				server.stop();
			}
		}
		assertThat(this.tokens).hasSize(6);
		assertGrowing();
	}

	/**
	 * A token is drawn on another session than the lock is held on, and with it others.
	 */
	@ParameterizedTest
	@MethodSource("databases")
	void endNoLockWhenTheyCannotBeDrawn(TestDatabase database) throws Exception {
		createTable(database);
		try (DefaultLockRegistry registry = registry(database, LockTechnique.NATIVE);
				Connection stranger = database.connect()) {
			own(registry);
			LockHandle other = registry.acquire("fencing:other");
			stranger.setAutoCommit(false);
			try (Statement statement = stranger.createStatement()) {
				statement.execute("UPDATE named_lock_token SET token = token + 1 WHERE name = 'fencing:order'");
			}
			assertThatExceptionOfType(LockBackendException.class).isThrownBy(() -> registry.acquire(REQUEST));
			stranger.rollback();
			other.verify();
			other.close();
			own(registry);
		}
		assertThat(this.tokens).hasSize(2);
		assertGrowing();
	}

	private void ownTwice(String url) {
		TestDatabase database = TestDatabase.at(List.of(url, "sa", ""));
		createTable(database);
		database.run("CREATE TABLE IF NOT EXISTS named_lock (name VARCHAR(64) PRIMARY KEY)");
		try (DefaultLockRegistry registry = registry(database, LockTechnique.ROW)) {
			own(registry);
			own(registry);
		}
	}

	private void takeTurns(LockRegistry one, LockRegistry other) throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(THREADS);
		try {
			List<Future<?>> all = new ArrayList<>();
			for (int i = 0; i < THREADS; i++) {
				LockRegistry registry = (i < THREADS - 1) ? one : other;
				all.add(threads.submit(() -> {
					for (int turn = 0; turn < TURNS; turn++) {
						own(registry);
					}
				}));
			}
			for (Future<?> each : all) {
				each.get(60, TimeUnit.SECONDS);
			}
		}
		finally {
			threads.shutdownNow();
		}
	}

	/**
	 * Notes the token while nobody else can.
	 */
	private void own(LockRegistry registry) {
		try (LockHandle handle = registry.acquire(REQUEST)) {
			this.tokens.add(handle.fencingToken().orElseThrow());
		}
	}

	private void assertGrowing() {
		assertThat(this.tokens).isSorted().doesNotHaveDuplicates();
	}

	private static void createTable(TestDatabase database) {
		database
			.run("CREATE TABLE IF NOT EXISTS named_lock_token (name VARCHAR(64) PRIMARY KEY, token BIGINT NOT NULL)");
	}

	private static DefaultLockRegistry registry(TestDatabase database, LockTechnique technique) {
		JdbcLockBackend backend = TestBackends.connect(new DriverManagerSource(database), SETTINGS, technique);
		return new DefaultLockRegistry(backend, LockRegistrySettings.defaults());
	}

}
