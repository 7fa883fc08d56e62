package io.namedlock.jdbc.dialect;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;

import io.namedlock.LockMode;
import io.namedlock.core.LockKey;
import io.namedlock.test.TestDatabase;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the statements for TiDB on MariaDB, which understands them too: there is no
 * TiDB to be had here.
 */
@Timeout(60)
class TiDbDialectTests {

	private final NamedLockDialect dialect = new TiDbDialect(new DatabaseVersion("TiDB", "7.5.0"),
			Duration.ofSeconds(2));

	private final LockKey key = LockKey.of("tidb-tests:" + UUID.randomUUID());

	@SuppressWarnings("NullAway.Init")
	private Connection mine;

	@SuppressWarnings("NullAway.Init")
	private Connection theirs;

	@BeforeEach
	void connect() throws SQLException {
		this.mine = TestDatabase.mariaDb().connect();
		this.theirs = TestDatabase.mariaDb().connect();
	}

	@AfterEach
	void disconnect() throws SQLException {
		this.mine.close();
		this.theirs.close();
	}

	@Test
	void attemptAndWaitAreGrantedToOne() throws SQLException {
		assertThat(ask(this.mine, this.dialect.tryAcquire(LockMode.EXCLUSIVE))).isEqualTo(1);
		assertThat(ask(this.theirs, this.dialect.tryAcquire(LockMode.EXCLUSIVE))).isZero();
		assertThat(waitFor(this.theirs)).isZero();
		assertThat(ask(this.mine, this.dialect.release(LockMode.EXCLUSIVE))).isEqualTo(1);
		assertThat(waitFor(this.theirs)).isEqualTo(1);
	}

	@Test
	void sessionKnowsWhatItHoldsAndNobodyElseWhoDoes() throws SQLException {
		ask(this.mine, this.dialect.tryAcquire(LockMode.EXCLUSIVE));
		assertThat(ask(this.mine, this.dialect.holds(LockMode.EXCLUSIVE))).isEqualTo(1);
		assertThat(ask(this.theirs, this.dialect.holds(LockMode.EXCLUSIVE))).isZero();
		assertThat(ask(this.theirs, this.dialect.holder())).isNull();
	}

	@Test
	void sessionAnswersAsAnotherOnceItsLockIsTooOld() throws SQLException {
		ask(this.mine, this.dialect.tryAcquire(LockMode.EXCLUSIVE));
		assertThat(numberOf(this.mine)).isPositive();
		Awaitility.await().until(() -> numberOf(this.mine) == 0);
		assertThat(numberOf(this.theirs)).as("a session without a lock").isPositive();
	}

	@Test
	void nextLockIsYoungAgain() throws SQLException {
		ask(this.mine, this.dialect.tryAcquire(LockMode.EXCLUSIVE));
		Awaitility.await().until(() -> numberOf(this.mine) == 0);
		ask(this.mine, this.dialect.release(LockMode.EXCLUSIVE));
		waitFor(this.mine);
		assertThat(numberOf(this.mine)).isPositive();
	}

	@Test
	void applicationIsToldWhatNobodyHasTested() {
		assertThat(new TiDbDialect(new DatabaseVersion("TiDB", "8.5.1")).advice()).get()
			.asString()
			.contains("TiDB 8.5.1", "never tested", "59 minutes", "named-lock.sessions.max");
	}

	private @Nullable Long ask(Connection connection, String query) throws SQLException {
		try (PreparedStatement statement = connection.prepareStatement(query)) {
			this.dialect.bind(statement, this.key);
			return answer(statement);
		}
	}

	private @Nullable Long waitFor(Connection connection) throws SQLException {
		try (PreparedStatement statement = connection.prepareStatement(this.dialect.acquire(LockMode.EXCLUSIVE, 1))) {
			this.dialect.bind(statement, this.key, 1);
			return answer(statement);
		}
	}

	private static @Nullable Long answer(PreparedStatement statement) throws SQLException {
		try (ResultSet result = statement.executeQuery()) {
			result.next();
			long answer = result.getLong(2);
			return result.wasNull() ? null : answer;
		}
	}

	private long numberOf(Connection connection) throws SQLException {
		Long number = TestDatabase.ask(connection, this.dialect.ping(), null);
		assertThat(number).isNotNull();
		return number;
	}

}
