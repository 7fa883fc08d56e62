package io.namedlock.jdbc.dialect;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.namedlock.LockMode;
import io.namedlock.core.Deadline;
import io.namedlock.core.LockKey;
import io.namedlock.test.TestDatabase;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What MySQL and MariaDB answer alike.
 */
@ParameterizedClass
@MethodSource("io.namedlock.test.TestDatabase#mySqlFamily")
@Timeout(60)
class GetLockDialectTests {

	private static final AtomicInteger NAMES = new AtomicInteger();

	private final String key = "dialect-tests:" + NAMES.incrementAndGet();

	@Parameter
	@SuppressWarnings("NullAway.Init")
	private TestDatabase database;

	@SuppressWarnings("NullAway.Init")
	private Connection mine;

	@SuppressWarnings("NullAway.Init")
	private Connection theirs;

	@SuppressWarnings("NullAway.Init")
	private NamedLockDialect dialect;

	@BeforeEach
	void connect() throws SQLException {
		this.mine = this.database.connect();
		this.theirs = this.database.connect();
		this.dialect = Dialects.namedLocks(this.mine);
	}

	@AfterEach
	void disconnect() throws SQLException {
		this.mine.close();
		this.theirs.close();
	}

	@Test
	void attemptIsGrantedOrBusy() throws SQLException {
		assertThat(tryAcquire(this.mine)).isEqualTo(AcquireAnswer.GRANTED);
		assertThat(tryAcquire(this.theirs)).isEqualTo(AcquireAnswer.BUSY);
	}

	@Test
	void answerThatIsNoneIsUnknown() {
		assertThat(this.dialect.acquired(null)).isEqualTo(AcquireAnswer.UNKNOWN);
		assertThat(this.dialect.acquired(7L)).isEqualTo(AcquireAnswer.UNKNOWN);
		assertThat(this.dialect.acquired(-1L)).isEqualTo(AcquireAnswer.UNKNOWN);
	}

	@Test
	void releaseTellsWhetherTheLockWasHeld() throws SQLException {
		assertThat(release(this.mine)).isNull();
		tryAcquire(this.mine);
		assertThat(release(this.theirs)).isZero();
		assertThat(release(this.mine)).isEqualTo(1);
	}

	@Test
	void holderAndFreedomAreTold() throws SQLException {
		assertThat(ask(this.theirs, this.dialect.holder(), this.key)).isNull();
		assertThat(ask(this.theirs, this.dialect.free(), this.key)).isEqualTo(1);
		tryAcquire(this.mine);
		assertThat(ask(this.theirs, this.dialect.holder(), this.key))
			.isEqualTo(ask(this.mine, this.dialect.ping(), null));
		assertThat(ask(this.theirs, this.dialect.free(), this.key)).isZero();
		assertThat(ask(this.theirs, this.dialect.holds(LockMode.EXCLUSIVE), this.key)).isZero();
	}

	@Test
	void offersExclusiveLocksOnly() {
		assertThat(this.dialect.supports(LockMode.EXCLUSIVE)).isTrue();
		assertThat(this.dialect.supports(LockMode.SHARED)).isFalse();
	}

	@Test
	void locksOfASessionAreCounted() throws SQLException {
		tryAcquire(this.mine);
		tryAcquire(this.mine);
		release(this.mine);
		assertThat(tryAcquire(this.theirs)).isEqualTo(AcquireAnswer.BUSY);
		tryAcquire(this.mine);
		assertThat(ask(this.mine, this.dialect.releaseAll(), null)).isEqualTo(2);
		assertThat(ask(this.mine, this.dialect.releaseAll(), null)).isZero();
		assertThat(tryAcquire(this.theirs)).isEqualTo(AcquireAnswer.GRANTED);
	}

	@Test
	void waitEndsExactly() throws SQLException {
		tryAcquire(this.mine);
		Deadline clock = Deadline.never();
		assertThat(waitFor(this.theirs, this.key, Duration.ofMillis(400))).isIn(AcquireAnswer.BUSY,
				AcquireAnswer.UNKNOWN);
		assertThat(TimeUnit.NANOSECONDS.toMillis(clock.elapsedNanos())).isBetween(390L, 950L);
		assertThat(ask(this.theirs, this.dialect.free(), this.key)).isZero();
	}

	@Test
	void waitForAFreeLockIsGranted() throws SQLException {
		assertThat(waitFor(this.mine, this.key, Duration.ofMillis(400))).isEqualTo(AcquireAnswer.GRANTED);
	}

	@Test
	void killedWaitIsUnknown() throws Exception {
		tryAcquire(this.mine);
		long id = id(this.theirs);
		CompletableFuture<AcquireAnswer> answer = waitInBackground(this.theirs, this.key);
		this.database.killQuery(id);
		assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo(AcquireAnswer.UNKNOWN);
		assertThat(tryAcquire(this.theirs)).isEqualTo(AcquireAnswer.BUSY);
	}

	@Test
	void cancelledWaitIsUnknown() throws Exception {
		tryAcquire(this.mine);
		try (PreparedStatement statement = waiting(this.theirs, this.key, Duration.ofSeconds(30))) {
			CompletableFuture<AcquireAnswer> answer = CompletableFuture.supplyAsync(() -> answer(statement));
			Awaitility.await().until(() -> this.database.waitersFor(this.key) == 1);
			statement.cancel();
			assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo(AcquireAnswer.UNKNOWN);
		}
	}

	@Test
	void deadlockIsTold() throws Exception {
		String second = this.key + ":second";
		tryAcquire(this.mine);
		waitFor(this.theirs, second, Duration.ofSeconds(1));
		CompletableFuture<AcquireAnswer> waiting = waitInBackground(this.theirs, this.key);
		assertThat(waitForDeadlock(second)).isTrue();
		assertThat(ask(this.mine, this.dialect.holds(LockMode.EXCLUSIVE), this.key)).isEqualTo(1);
		release(this.mine);
		assertThat(waiting.get(10, TimeUnit.SECONDS)).isEqualTo(AcquireAnswer.GRANTED);
	}

	@Test
	void serverEndsASilentSession() throws SQLException {
		this.mine.createStatement().execute(this.dialect.setUp(Duration.ofMillis(500)));
		tryAcquire(this.mine);
		Awaitility.await().until(() -> tryAcquire(this.theirs) == AcquireAnswer.GRANTED);
	}

	private boolean waitForDeadlock(String key) {
		try (PreparedStatement statement = waiting(this.mine, key, Duration.ofSeconds(30))) {
			statement.executeQuery().close();
			return false;
		}
		catch (SQLException ex) {
			return this.dialect.isDeadlock(ex);
		}
	}

	private CompletableFuture<AcquireAnswer> waitInBackground(Connection connection, String key) {
		CompletableFuture<AcquireAnswer> answer = CompletableFuture
			.supplyAsync(() -> waitFor(connection, key, Duration.ofSeconds(30)));
		Awaitility.await().until(() -> this.database.waitersFor(key) == 1);
		return answer;
	}

	private AcquireAnswer waitFor(Connection connection, String key, Duration wait) {
		try (PreparedStatement statement = waiting(connection, key, wait)) {
			return answer(statement);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private PreparedStatement waiting(Connection connection, String key, Duration wait) throws SQLException {
		PreparedStatement statement = connection
			.prepareStatement(this.dialect.acquire(LockMode.EXCLUSIVE, wait.toNanos()));
		this.dialect.bind(statement, LockKey.of(key), wait.toNanos());
		return statement;
	}

	private AcquireAnswer answer(PreparedStatement statement) {
		try (ResultSet result = statement.executeQuery()) {
			result.next();
			long answer = result.getLong(2);
			return this.dialect.acquired(result.wasNull() ? null : answer);
		}
		catch (SQLException ex) {
			if (this.dialect.isUndecided(ex)) {
				return AcquireAnswer.UNKNOWN;
			}
			throw new IllegalStateException(ex);
		}
	}

	private AcquireAnswer tryAcquire(Connection connection) throws SQLException {
		return this.dialect.acquired(ask(connection, this.dialect.tryAcquire(LockMode.EXCLUSIVE), this.key));
	}

	private @Nullable Long release(Connection connection) throws SQLException {
		return ask(connection, this.dialect.release(LockMode.EXCLUSIVE), this.key);
	}

	private long id(Connection connection) throws SQLException {
		Long id = ask(connection, this.dialect.ping(), null);
		assertThat(id).isNotNull();
		return id;
	}

	private static @Nullable Long ask(Connection connection, String query, @Nullable String key) throws SQLException {
		try (PreparedStatement statement = connection.prepareStatement(query)) {
			if (key != null) {
				statement.setString(1, key);
			}
			try (ResultSet result = statement.executeQuery()) {
				result.next();
				long answer = result.getLong(2);
				return result.wasNull() ? null : answer;
			}
		}
	}

}
