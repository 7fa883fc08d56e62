package io.namedlock.jdbc.dialect;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.namedlock.LockMode;
import io.namedlock.core.Deadline;
import io.namedlock.core.LockKey;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * How waits end, and how a session is set up for them.
 */
@Timeout(60)
class PostgreSqlWaitTests extends PostgreSqlSessions {

	@ParameterizedTest
	@EnumSource
	void waitEndsExactlyAndLimitsNothingElse(LockMode mode) throws SQLException {
		tryAcquire(this.mine, LockMode.EXCLUSIVE);
		Deadline clock = Deadline.never();
		assertThatExceptionOfType(SQLException.class)
			.isThrownBy(() -> waitFor(this.theirs, mode, this.key, Duration.ofMillis(400)))
			.matches(this.dialect::isUndecided)
			.matches((ex) -> this.dialect.refusal(ex) == null);
		assertThat(TimeUnit.NANOSECONDS.toMillis(clock.elapsedNanos())).isBetween(390L, 950L);
		assertThat(show(this.theirs, "lock_timeout")).isEqualTo("0");
		release(this.mine, LockMode.EXCLUSIVE);
		assertThat(waitFor(this.theirs, mode, this.key)).isEqualTo(1);
		assertThat(show(this.theirs, "lock_timeout")).isEqualTo("0");
		assertThat(ask(this.theirs, this.dialect.holds(mode))).isEqualTo(1);
	}

	@Test
	void attemptToShareFailsBehindAWaitingWriter() throws Exception {
		tryAcquire(this.mine, LockMode.SHARED);
		CompletableFuture<Long> writer = waitInBackground(this.theirs, LockMode.EXCLUSIVE);
		Connection reader = open();
		assertThat(tryAcquire(reader, LockMode.SHARED)).isZero();
		release(this.mine, LockMode.SHARED);
		assertThat(writer.get(10, TimeUnit.SECONDS)).isEqualTo(1);
		assertThat(tryAcquire(reader, LockMode.SHARED)).isZero();
	}

	@Test
	void cancelledWaitIsUndecidedAndLeavesNoWaiter() throws Exception {
		tryAcquire(this.mine, LockMode.EXCLUSIVE);
		CompletableFuture<Long> answer = waitInBackground(this.theirs, LockMode.EXCLUSIVE);
		this.database.killQuery(waiterFor(this.key));
		assertThat(answer).failsWithin(10, TimeUnit.SECONDS)
			.withThrowableThat()
			.havingRootCause()
			.satisfies((ex) -> assertThat(this.dialect.isUndecided((SQLException) ex)).isTrue());
		assertThat(ask(this.theirs, this.dialect.holds(LockMode.EXCLUSIVE))).isZero();
		assertThat(this.database.waitersFor(this.key.value())).isZero();
	}

	@Test
	void deadlockIsToldAndKeepsWhatIsHeld() throws Exception {
		LockKey second = LockKey.of(this.key.value() + ":second");
		tryAcquire(this.mine, LockMode.EXCLUSIVE);
		waitFor(this.theirs, LockMode.EXCLUSIVE, second);
		CompletableFuture<Long> waiting = waitInBackground(this.theirs, LockMode.EXCLUSIVE);
		CompletableFuture<Long> closing = CompletableFuture
			.supplyAsync(() -> uncheckedWait(this.mine, second, LockMode.EXCLUSIVE));
		Awaitility.await().until(() -> waiting.isCompletedExceptionally() || closing.isCompletedExceptionally());
		CompletableFuture<Long> victim = waiting.isDone() ? waiting : closing;
		assertThat(victim).failsWithin(1, TimeUnit.SECONDS)
			.withThrowableThat()
			.havingRootCause()
			.satisfies((ex) -> assertThat(this.dialect.isDeadlock((SQLException) ex)).isTrue());
		assertThat(waiting.isDone() && closing.isDone()).isFalse();
		this.database.killQuery(waiterFor((victim == waiting) ? second : this.key));
		Awaitility.await().until(() -> waiting.isDone() && closing.isDone());
		assertThat(ask(this.mine, this.dialect.holds(LockMode.EXCLUSIVE))).isEqualTo(1);
		assertThat(ask(this.theirs, this.dialect.holds(LockMode.EXCLUSIVE), second)).isEqualTo(1);
	}

	@Test
	void serverEndsASilentSession() throws SQLException {
		this.mine.createStatement().execute(this.dialect.setUp(Duration.ofMillis(1000)));
		tryAcquire(this.mine, LockMode.EXCLUSIVE);
		Awaitility.await().until(() -> tryAcquire(this.theirs, LockMode.EXCLUSIVE) == 1);
	}

	@ParameterizedTest
	@CsvSource({ "idle_session_timeout, 30s", "idle_in_transaction_session_timeout, 30s", "tcp_user_timeout, 30000",
			"tcp_keepalives_idle, 10", "tcp_keepalives_interval, 10", "tcp_keepalives_count, 2",
			"client_connection_check_interval, 1s", "statement_timeout, 0", "transaction_timeout, 0", "lock_timeout, 0",
			"plan_cache_mode, force_generic_plan" })
	void sessionIsSetUp(String setting, String value) throws SQLException {
		this.mine.createStatement()
			.execute("SET statement_timeout = 9000; SET transaction_timeout = 9000; SET lock_timeout = 9000");
		this.mine.createStatement().execute(this.dialect.setUp(Duration.ofSeconds(30)));
		assertThat(show(this.mine, setting)).startsWith(value);
	}

	private CompletableFuture<Long> waitInBackground(Connection connection, LockMode mode) {
		CompletableFuture<Long> answer = CompletableFuture.supplyAsync(() -> uncheckedWait(connection, this.key, mode));
		Awaitility.await().until(() -> this.database.waitersFor(this.key.value()) == 1);
		return answer;
	}

	private @Nullable Long waitFor(Connection connection, LockMode mode, LockKey key) throws SQLException {
		return waitFor(connection, mode, key, Duration.ofSeconds(30));
	}

	private @Nullable Long waitFor(Connection connection, LockMode mode, LockKey key, Duration wait)
			throws SQLException {
		try (PreparedStatement statement = connection.prepareStatement(this.dialect.acquire(mode, wait.toNanos()))) {
			this.dialect.bind(statement, key, wait.toNanos());
			return answer(statement);
		}
	}

	private Long uncheckedWait(Connection connection, LockKey key, LockMode mode) {
		try {
			return Objects.requireNonNull(waitFor(connection, mode, key));
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private long waiterFor(LockKey key) {
		return Objects.requireNonNull(this.database.waiterFor(key.value()));
	}

	private static String show(Connection connection, String setting) throws SQLException {
		try (Statement statement = connection.createStatement();
				ResultSet result = statement.executeQuery("SHOW " + setting)) {
			result.next();
			return result.getString(1);
		}
	}

}
