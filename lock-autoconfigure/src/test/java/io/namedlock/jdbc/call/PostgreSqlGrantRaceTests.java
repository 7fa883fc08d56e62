package io.namedlock.jdbc.call;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.namedlock.LockMode;
import io.namedlock.core.Deadline;
import io.namedlock.core.LockAttempt;
import io.namedlock.core.LockGrant;
import io.namedlock.core.LockKey;
import io.namedlock.jdbc.LockSessionSettings;
import io.namedlock.test.DriverManagerSource;
import io.namedlock.test.RewritingSource;
import io.namedlock.test.TestBackends;
import io.namedlock.test.TestDatabase;
import io.namedlock.test.TestSettings;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Waits at a PostgreSQL that fail when the lock has just been granted. The statement that
 * waits goes on to something else behind the grant, so the server itself fails it there,
 * each time. A lock of the session survives that.
 */
@Timeout(60)
class PostgreSqlGrantRaceTests {

	private static final AtomicInteger NAMES = new AtomicInteger();

	private final TestDatabase database = TestDatabase.postgreSql();

	private final LockKey key = LockKey.of("race-tests:" + NAMES.incrementAndGet());

	private final LockKey wall = LockKey.of(this.key.value() + ":wall");

	private final LockSessionSettings settings = TestSettings.sessions(1, 2);

	private volatile String behindTheGrant = "1";

	@SuppressWarnings("NullAway.Init")
	private JdbcLockBackend waiter;

	@BeforeEach
	void connect() {
		this.waiter = connect(this.settings);
	}

	@AfterEach
	void close() {
		this.waiter.close();
	}

	/**
	 * {@code lock_timeout} counts for each lock that a statement waits for. The time must
	 * do for opening the connection to wait on, too.
	 */
	@ParameterizedTest
	@EnumSource
	void aLockThatWasGrantedBeforeTheTimeoutIsHeld(LockMode mode) throws Exception {
		try (JdbcLockBackend holder = TestBackends.connect(this.database, this.settings)) {
			LockGrant held = holder.acquire(attempt(this.wall, LockMode.EXCLUSIVE, Duration.ZERO));
			assertThat(held).isNotNull();
			this.behindTheGrant = "SELECT pg_advisory_xact_lock(%d)".formatted(this.wall.number());
			assertThatHeld(this.waiter.await(attempt(this.key, mode, Duration.ofSeconds(3))));
			held.release();
		}
	}

	@ParameterizedTest
	@EnumSource
	void aLockThatWasGrantedBeforeTheStatementWasKilledIsHeld(LockMode mode) throws Exception {
		this.behindTheGrant = "SELECT pg_sleep(60)";
		CompletableFuture<@Nullable LockGrant> waiting = new CompletableFuture<>();
		new Thread(() -> {
			try {
				waiting.complete(this.waiter.await(attempt(this.key, mode, Duration.ofSeconds(30))));
			}
			catch (Throwable ex) {
				waiting.completeExceptionally(ex);
			}
		}).start();
		Awaitility.await().until(() -> this.database.sleeper() != null);
		Long sleeper = this.database.sleeper();
		assertThat(sleeper).isNotNull();
		this.database.killQuery(sleeper);
		assertThatHeld(waiting.get(20, TimeUnit.SECONDS));
	}

	/**
	 * The failure comes while nobody listens any more.
	 */
	@ParameterizedTest
	@EnumSource
	void aLockThatWasGrantedToAWaiterThatHasLeftIsFreeAgain(LockMode mode) throws Exception {
		this.behindTheGrant = "SELECT pg_sleep(60)";
		CompletableFuture<Class<?>> end = new CompletableFuture<>();
		Thread thread = new Thread(() -> {
			try {
				this.waiter.await(attempt(this.key, mode, Duration.ofSeconds(30)));
				end.complete(LockGrant.class);
			}
			catch (InterruptedException ex) {
				end.complete(ex.getClass());
			}
		});
		thread.start();
		Awaitility.await().until(() -> this.database.sleeper() != null);
		assertThat(this.database.holderOf(this.key.value())).isNotNull();
		thread.interrupt();
		assertThat(end.get(20, TimeUnit.SECONDS)).isEqualTo(InterruptedException.class);
		Awaitility.await().until(() -> this.database.holderOf(this.key.value()) == null);
	}

	/**
	 * The session goes on, since it holds another lock of its owner.
	 */
	@Test
	void aLockThatWasGrantedToAnOwnerThatHasLeftIsFreeAgainAndItsOtherLockStands() throws Exception {
		this.behindTheGrant = """
				SELECT pg_sleep(CASE WHEN EXISTS (SELECT FROM pg_locks WHERE pid = pg_backend_pid() AND granted
					AND locktype = 'advisory' AND ((classid::bigint << 32) | objid::bigint) = %d) THEN 60 ELSE 0 END)"""
			.formatted(this.key.number());
		CompletableFuture<@Nullable LockGrant> other = new CompletableFuture<>();
		CompletableFuture<Class<?>> end = new CompletableFuture<>();
		try (JdbcLockBackend dedicated = connect(TestSettings.dedicated(this.settings))) {
			Thread thread = new Thread(() -> {
				try {
					other.complete(dedicated.acquire(attempt(this.wall, LockMode.EXCLUSIVE, Duration.ofSeconds(30))));
					dedicated.acquire(attempt(this.key, LockMode.EXCLUSIVE, Duration.ofSeconds(30)));
					end.complete(LockGrant.class);
				}
				catch (InterruptedException ex) {
					end.complete(ex.getClass());
				}
			});
			thread.start();
			Awaitility.await().until(() -> this.database.sleeper() != null);
			thread.interrupt();
			assertThat(end.get(20, TimeUnit.SECONDS)).isEqualTo(InterruptedException.class);
			Awaitility.await().until(() -> this.database.holderOf(this.key.value()) == null);
			LockGrant standing = other.get();
			assertThat(standing).isNotNull();
			standing.verify();
		}
	}

	private JdbcLockBackend connect(LockSessionSettings settings) {
		return TestBackends.connect(new RewritingSource(new DriverManagerSource(this.database), this::rewrite),
				settings);
	}

	private void assertThatHeld(@Nullable LockGrant grant) {
		assertThat(grant).as("the lock, which is the session's").isNotNull();
		grant.verify();
		assertThat(this.database.holderOf(this.key.value())).isNotNull();
		grant.release();
		assertThat(this.database.holderOf(this.key.value())).isNull();
	}

	/**
	 * An attempt that does not wait fails, so that the lock can only come from one that
	 * does.
	 */
	private String rewrite(String sql) {
		return sql.replaceFirst("pg_try_advisory_lock\\w*\\(\\?\\)", "(?::bigint IS NULL)")
			.replaceFirst("(?s)(pg_advisory_lock.*THEN) 1 END",
					"$1 CASE WHEN (%s) IS NOT NULL THEN 1 END END".formatted(this.behindTheGrant));
	}

	private static LockAttempt attempt(LockKey key, LockMode mode, Duration wait) {
		return new LockAttempt(key, mode, Deadline.after(wait), true);
	}

}
