package io.namedlock.jdbc.call;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.namedlock.LockBackendException;
import io.namedlock.LockMode;
import io.namedlock.LockStatus;
import io.namedlock.core.Deadline;
import io.namedlock.core.LockAttempt;
import io.namedlock.core.LockGrant;
import io.namedlock.core.LockKey;
import io.namedlock.test.DriverManagerSource;
import io.namedlock.test.EmbeddedPostgreSql;
import io.namedlock.test.TestBackends;
import io.namedlock.test.TestDatabase;
import io.namedlock.test.TestSettings;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A PostgreSQL whose table of locks is full, most of it with the locks of a stranger:
 * nobody is in doubt about what is held.
 */
@Timeout(90)
class PostgreSqlFullTableTests {

	private static final EmbeddedPostgreSql SERVER = EmbeddedPostgreSql
		.start(Map.of("max_locks_per_transaction", "10", "max_connections", "10"));

	private static final int ROOM = 200;

	private final TestDatabase database = TestDatabase.postgreSql("small PostgreSQL", SERVER::url);

	private final DriverManagerSource source = new DriverManagerSource(this.database);

	private final JdbcLockBackend backend = TestBackends.connect(this.source, TestSettings.sessions());

	@SuppressWarnings("NullAway.Init")
	private Connection stranger;

	/**
	 * Sessions of the test before may still be ending, and would leave more room.
	 */
	@BeforeEach
	void fill() throws SQLException {
		this.stranger = this.database.connect();
		Awaitility.await().until(() -> locksAtTheServer() == 0);
		try (Statement statement = this.stranger.createStatement()) {
			statement.execute("""
					DO $$ BEGIN
						FOR i IN 1..100000 LOOP PERFORM pg_advisory_lock(i); END LOOP;
					EXCEPTION WHEN out_of_memory THEN NULL;
					END $$""");
			statement.execute("SELECT pg_advisory_unlock(i) FROM generate_series(1, %d) AS i".formatted(ROOM));
		}
	}

	@AfterEach
	void close() throws SQLException {
		this.stranger.close();
		this.backend.close();
	}

	@AfterAll
	static void stop() {
		SERVER.close();
	}

	@Test
	void oneLockIsRefusedAndTheOthersAreKept() throws SQLException {
		List<LockGrant> held = new ArrayList<>();
		assertThatExceptionOfType(LockBackendException.class).isThrownBy(() -> {
			for (int i = 0; i < 2 * ROOM; i++) {
				held.add(acquire("full:" + i));
			}
		})
			.withMessageContaining("max_locks_per_transaction")
			.withMessageContaining("full:" + held.size())
			.satisfies((ex) -> assertThat(ex.sqlState()).hasValue("53200"));
		held.get(0).verify();
		held.get(held.size() - 1).verify();
		held.remove(0).release();
		held.add(acquire("full:again"));
		assertThat(held).allMatch(LockGrant::isHeld).hasSize((int) locksAtTheServer());
		assertThat(this.source.openConnections()).isEqualTo(1);
	}

	@Test
	void batchGetsWhatThereIsRoomFor() throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(16);
		List<CompletableFuture<LockGrant>> attempts = IntStream.range(0, 2 * ROOM)
			.mapToObj((i) -> CompletableFuture.supplyAsync(() -> acquire("batch:" + i), threads))
			.toList();
		threads.shutdown();
		assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
		assertThat(attempts).anyMatch(CompletableFuture::isCompletedExceptionally);
		List<LockGrant> held = attempts.stream()
			.filter((attempt) -> !attempt.isCompletedExceptionally())
			.map(CompletableFuture::join)
			.toList();
		assertThat(held).allMatch(LockGrant::isHeld).hasSize((int) locksAtTheServer());
		assertThat(this.source.openConnections()).isEqualTo(1);
		held.forEach(LockGrant::release);
		assertThat(locksAtTheServer()).isZero();
	}

	@Test
	void severalLocksAreTakenUpToTheFirstThatIsRefused() throws Exception {
		List<LockAttempt> attempts = IntStream.range(0, 2 * ROOM).mapToObj((i) -> attempt("several:" + i)).toList();
		List<LockGrant> held = this.backend.tryAcquireAll(attempts);
		assertThat(held).isNotNull().hasSizeLessThan(2 * ROOM).allMatch(LockGrant::isHeld);
		assertThat(held).hasSize((int) locksAtTheServer());
	}

	@Test
	void statusThatTheServerCannotTellIsUnknownAndLosesNoLock() {
		List<LockGrant> held = new ArrayList<>();
		assertThatExceptionOfType(LockBackendException.class).isThrownBy(() -> {
			for (int i = 0; i < 2 * ROOM; i++) {
				held.add(acquire("status:" + i));
			}
		});
		LockStatus status = this.backend.status(LockKey.of("status:0"));
		assertThat(status.state()).isEqualTo(LockStatus.State.UNKNOWN);
		assertThat(held).isNotEmpty().allMatch(LockGrant::isHeld);
		held.get(0).verify();
	}

	private long locksAtTheServer() throws SQLException {
		Long count = TestDatabase.ask(this.stranger,
				"SELECT COUNT(*) FROM pg_locks WHERE locktype = 'advisory' AND pid <> pg_backend_pid()", null);
		assertThat(count).isNotNull();
		return count;
	}

	private LockGrant acquire(String name) {
		try {
			LockGrant grant = this.backend.acquire(attempt(name));
			assertThat(grant).isNotNull();
			return grant;
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static LockAttempt attempt(String name) {
		return new LockAttempt(LockKey.of(name), LockMode.EXCLUSIVE, Deadline.after(Duration.ofSeconds(20)), false);
	}

}
