package io.namedlock.jdbc.dialect;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import io.namedlock.LockMode;
import io.namedlock.core.LockKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class PostgreSqlDialectTests extends PostgreSqlSessions {

	@ParameterizedTest
	@CsvSource({ "EXCLUSIVE, EXCLUSIVE, 0", "EXCLUSIVE, SHARED, 0", "SHARED, EXCLUSIVE, 0", "SHARED, SHARED, 1" })
	void onlySharedLocksAreTakenTogether(LockMode first, LockMode second, long answer) throws SQLException {
		assertThat(tryAcquire(this.mine, first)).isEqualTo(1);
		assertThat(tryAcquire(this.theirs, second)).isEqualTo(answer);
	}

	@ParameterizedTest
	@EnumSource
	void releaseTellsWhetherTheLockWasHeldInThatMode(LockMode mode) throws SQLException {
		assertThat(release(this.mine, mode)).isZero();
		tryAcquire(this.mine, mode);
		assertThat(release(this.theirs, mode)).isZero();
		assertThat(release(this.mine, other(mode))).isZero();
		assertThat(release(this.mine, mode)).isEqualTo(1);
		assertThat(tryAcquire(this.theirs, LockMode.EXCLUSIVE)).isEqualTo(1);
	}

	@ParameterizedTest
	@EnumSource
	void sessionKnowsWhatItHoldsAndHow(LockMode mode) throws SQLException {
		tryAcquire(this.mine, mode);
		assertThat(ask(this.mine, this.dialect.holds(mode))).isEqualTo(1);
		assertThat(ask(this.mine, this.dialect.holds(other(mode)))).isZero();
		assertThat(ask(this.theirs, this.dialect.holds(mode))).isZero();
	}

	@Test
	void holderAndFreedomAreTold() throws SQLException {
		assertThat(ask(this.theirs, this.dialect.holder())).isNull();
		assertThat(ask(this.theirs, this.dialect.free())).isEqualTo(1);
		tryAcquire(this.mine, LockMode.EXCLUSIVE);
		assertThat(ask(this.theirs, this.dialect.holder())).isEqualTo(id(this.mine));
		assertThat(ask(this.theirs, this.dialect.free())).isZero();
	}

	@Test
	void oneOfManySharedHoldersIsNotTold() throws SQLException {
		tryAcquire(this.mine, LockMode.SHARED);
		tryAcquire(this.theirs, LockMode.SHARED);
		assertThat(ask(this.theirs, this.dialect.holder())).isNull();
		assertThat(ask(this.theirs, this.dialect.free())).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "report", "till:1", "box-office:event:42" })
	void numberOfAKeyIsWhatSqlMakesOfItsText(String name) {
		String number = "SELECT ('x' || left(encode(sha256('%s'), 'hex'), 16))::bit(64)::bigint".formatted(name);
		assertThat(this.database.ask(number, null)).isEqualTo(LockKey.of(name).number());
		assertThat(this.dialect.line(LockKey.of(name))).hasFieldOrPropertyWithValue("number",
				LockKey.of(name).number());
	}

	@Test
	void lockIsNoneOfAnotherDatabase() throws SQLException {
		tryAcquire(this.mine, LockMode.EXCLUSIVE);
		try (Connection elsewhere = elsewhere()) {
			assertThat(ask(elsewhere, this.dialect.free())).isEqualTo(1);
			assertThat(tryAcquire(elsewhere, LockMode.EXCLUSIVE)).isEqualTo(1);
			assertThat(ask(this.theirs, this.dialect.holder())).isEqualTo(id(this.mine));
		}
	}

	@Test
	void batchMakesItsCallsInTheirOrder() throws SQLException {
		LockKey other = LockKey.of(this.key.value() + ":other");
		LockKey busy = LockKey.of(this.key.value() + ":busy");
		ask(this.theirs, this.dialect.tryAcquire(LockMode.EXCLUSIVE), busy);
		assertThat(batch(call(BatchedCall.ATTEMPT, this.key), call(BatchedCall.RELEASE, this.key),
				call(BatchedCall.ATTEMPT_SHARED, this.key), call(BatchedCall.ATTEMPT, busy),
				call(BatchedCall.RELEASE, other), call(BatchedCall.ATTEMPT, other)))
			.containsExactly(1L, 1L, 1L, 0L, 0L, 1L);
		assertThat(tryAcquire(this.theirs, LockMode.SHARED)).isEqualTo(1);
		assertThat(batch(call(BatchedCall.RELEASE_SHARED, this.key), call(BatchedCall.RELEASE, other)))
			.containsExactly(1L, 1L);
		assertThat(ask(this.mine, this.dialect.holds(LockMode.SHARED))).isZero();
	}

	@Test
	void everythingIsReleasedAtOnce() throws SQLException {
		tryAcquire(this.mine, LockMode.EXCLUSIVE);
		tryAcquire(this.mine, LockMode.SHARED);
		askWithoutKey(this.mine, this.dialect.releaseAll());
		assertThat(tryAcquire(this.theirs, LockMode.EXCLUSIVE)).isEqualTo(1);
	}

	private Connection elsewhere() throws SQLException {
		return DriverManager.getConnection(this.mine.getMetaData().getURL().replace("/postgres?", "/template1?"));
	}

	private List<Long> batch(BatchedCall... calls) throws SQLException {
		try (PreparedStatement statement = this.mine.prepareStatement(this.dialect.batch(calls.length))) {
			this.dialect.bind(statement, List.of(calls));
			List<Long> answers = new ArrayList<>();
			try (ResultSet result = statement.executeQuery()) {
				while (result.next()) {
					answers.add(result.getLong(2));
				}
			}
			return answers;
		}
	}

	private static BatchedCall call(int code, LockKey key) {
		return new BatchedCall() {
			@Override
			public int code() {
				return code;
			}

			@Override
			public LockKey key() {
				return key;
			}
		};
	}

}
