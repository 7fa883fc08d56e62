package io.namedlock.jdbc.call;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.namedlock.LockMode;
import io.namedlock.core.Deadline;
import io.namedlock.core.LockAttempt;
import io.namedlock.core.LockGrant;
import io.namedlock.core.LockKey;
import io.namedlock.jdbc.LockConnectionSource;
import io.namedlock.test.DriverManagerSource;
import io.namedlock.test.TestBackends;
import io.namedlock.test.TestDatabase;
import io.namedlock.test.TestSettings;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A wait for which there is no connection asks on the shared one instead.
 */
@Timeout(60)
class RefusedConnectionTests {

	private static final String USER = "limited";

	private final TestDatabase database = TestDatabase.mariaDb();

	private final LockKey key = LockKey.of("refused-connections:" + UUID.randomUUID());

	private final AtomicInteger refusals = new AtomicInteger();

	private final CountDownLatch connect = new CountDownLatch(1);

	private final JdbcLockBackend otherNode = TestBackends.connect(this.database);

	@SuppressWarnings("NullAway.Init")
	private JdbcLockBackend backend;

	@BeforeEach
	void connect() {
		this.database.run("CREATE OR REPLACE USER '%s'@'%%' IDENTIFIED BY '%s' WITH MAX_USER_CONNECTIONS 2"
			.formatted(USER, USER));
		this.database.run("GRANT CREATE, SELECT ON named_lock.* TO '%s'@'%%'".formatted(USER));
	}

	@AfterEach
	void close() {
		this.connect.countDown();
		this.backend.close();
		this.otherNode.close();
	}

	@Test
	void waitGoesOnWithoutAConnectionOfItsOwn() throws Exception {
		this.backend = TestBackends.connect(new LimitedSource(), TestSettings.sessions());
		LockGrant bystander = acquire(this.backend, LockKey.of(this.key + ":bystander"), Duration.ZERO);
		LockGrant held = acquire(this.otherNode, this.key, Duration.ZERO);
		try (Connection last = connectAsLimited()) {
			CompletableFuture<LockGrant> waiting = acquireAsync();
			Awaitility.await().until(() -> this.refusals.get() > 0);
			assertThat(waiting).isNotDone();
			held.release();
			LockGrant grant = waiting.get(10, TimeUnit.SECONDS);
			assertThat(this.otherNode.acquire(attempt(this.key, Duration.ZERO))).isNull();
			assertThat(this.refusals).hasValueLessThan(5);
			grant.release();
			bystander.verify();
		}
		waitsAtTheServerAgain();
	}

	@Test
	void waitAsksWhileItsConnectionIsOpened() throws Exception {
		DriverManagerSource source = new DriverManagerSource(this.database);
		this.backend = TestBackends.connect(new SlowSource(source), TestSettings.sessions());
		LockGrant held = acquire(this.otherNode, this.key, Duration.ZERO);
		CompletableFuture<LockGrant> waiting = acquireAsync();
		Awaitility.await().until(() -> this.refusals.get() > 0);
		held.release();
		LockGrant grant = waiting.get(10, TimeUnit.SECONDS);
		grant.verify();
		assertThat(this.otherNode.acquire(attempt(this.key, Duration.ZERO))).isNull();
	}

	private void waitsAtTheServerAgain() throws Exception {
		LockGrant held = acquire(this.otherNode, this.key, Duration.ZERO);
		CompletableFuture<LockGrant> waiting = acquireAsync();
		Awaitility.await().until(() -> this.database.waitersFor(this.key.value()) == 1);
		held.release();
		assertThat(waiting.get(10, TimeUnit.SECONDS).isHeld()).isTrue();
	}

	private CompletableFuture<LockGrant> acquireAsync() {
		CompletableFuture<LockGrant> result = new CompletableFuture<>();
		new Thread(() -> {
			try {
				result.complete(acquire(this.backend, this.key, Duration.ofSeconds(30)));
			}
			catch (Throwable ex) {
				result.completeExceptionally(ex);
			}
		}).start();
		return result;
	}

	private Connection connectAsLimited() {
		return Awaitility.await().ignoreException(SQLException.class).until(this::openAsLimited, (opened) -> true);
	}

	private Connection openAsLimited() throws SQLException {
		return DriverManager.getConnection(this.database.url(), USER, USER);
	}

	private static LockGrant acquire(JdbcLockBackend node, LockKey key, Duration wait) throws InterruptedException {
		LockGrant grant = node.acquire(attempt(key, wait));
		assertThat(grant).isNotNull();
		return grant;
	}

	private static LockAttempt attempt(LockKey key, Duration wait) {
		return new LockAttempt(key, LockMode.EXCLUSIVE, Deadline.after(wait), true);
	}

	/**
	 * Connections of a user who may have two.
	 */
	private final class LimitedSource implements LockConnectionSource {

		@Override
		public Connection open() throws SQLException {
			try {
				return openAsLimited();
			}
			catch (SQLException ex) {
				RefusedConnectionTests.this.refusals.incrementAndGet();
				throw ex;
			}
		}

		@Override
		public void discard(Connection connection) {
			try {
				connection.abort(Runnable::run);
			}
			catch (SQLException ex) {
				throw new IllegalStateException(ex);
			}
		}

		@Override
		public String description() {
			return "connections of a limited user";
		}

		@Override
		public void close() {
		}

	}

	/**
	 * The third connection takes its time: the first shows what the database is, the
	 * second is shared.
	 */
	private final class SlowSource implements LockConnectionSource {

		private final DriverManagerSource source;

		private final AtomicInteger opened = new AtomicInteger();

		SlowSource(DriverManagerSource source) {
			this.source = source;
		}

		@Override
		public Connection open() throws SQLException {
			if (this.opened.incrementAndGet() > 2) {
				RefusedConnectionTests.this.refusals.incrementAndGet();
				await();
			}
			return this.source.open();
		}

		private void await() throws SQLException {
			try {
				RefusedConnectionTests.this.connect.await();
			}
			catch (InterruptedException ex) {
				throw new SQLException(ex);
			}
		}

		@Override
		public void discard(Connection connection) {
			this.source.discard(connection);
		}

		@Override
		public String description() {
			return "slow connections";
		}

		@Override
		public void close() {
			this.source.close();
		}

	}

}
