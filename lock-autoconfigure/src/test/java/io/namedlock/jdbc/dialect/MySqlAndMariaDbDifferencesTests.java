package io.namedlock.jdbc.dialect;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.namedlock.core.Deadline;
import io.namedlock.test.TestDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Why a key is lower-case ASCII of at most 64 characters, bound as text and waited for as
 * the dialects do: what the servers make of the same call.
 */
@Timeout(60)
class MySqlAndMariaDbDifferencesTests {

	private static final AtomicInteger NAMES = new AtomicInteger();

	private final String key = "differences-tests:" + NAMES.incrementAndGet();

	private long millisOfWait(TestDatabase database, String timeout) throws SQLException {
		try (Connection holder = database.connect()) {
			TestDatabase.ask(holder, "SELECT GET_LOCK(?, 0)", this.key);
			Deadline clock = Deadline.never();
			assertThat(ask(database, "GET_LOCK(?, %s)".formatted(timeout), this.key)).isZero();
			return TimeUnit.NANOSECONDS.toMillis(clock.elapsedNanos());
		}
	}

	private boolean isOneLock(TestDatabase database, String one, String other) throws SQLException {
		try (Connection holder = database.connect()) {
			TestDatabase.ask(holder, "SELECT GET_LOCK(?, 0)", this.key + one);
			Long answer = ask(database, "GET_LOCK(?, 0)", this.key + other);
			return answer != null && answer == 0;
		}
	}

	private static int errorOf(TestDatabase database, String name) {
		return error(() -> ask(database, "GET_LOCK(?, 0)", name));
	}

	private static int error(Query query) {
		try {
			query.run();
			return 0;
		}
		catch (SQLException ex) {
			return ex.getErrorCode();
		}
	}

	private static @Nullable Long ask(TestDatabase database, String call, @Nullable String name) throws SQLException {
		try (Connection connection = database.connect()) {
			return TestDatabase.ask(connection, "SELECT " + call, name);
		}
	}

	@Nested
	class OnMariaDb {

		private final TestDatabase database = TestDatabase.mariaDb();

		@Test
		void fractionsOfATimeoutAreExact() throws SQLException {
			assertThat(millisOfWait(this.database, "0.4")).isBetween(390L, 950L);
		}

		@Test
		void negativeTimeoutIsRefused() throws SQLException {
			assertThat(ask(this.database, "GET_LOCK(?, -1)", MySqlAndMariaDbDifferencesTests.this.key)).isNull();
		}

		@Test
		void noNameIsNull() throws SQLException {
			assertThat(ask(this.database, "GET_LOCK(?, 0)", "")).isNull();
		}

		@Test
		void casesAreDifferentLocks() throws SQLException {
			assertThat(isOneLock(this.database, "a", "A")).isFalse();
		}

		@Test
		void accentsAndTrailingSpacesAreDifferentLocks() throws SQLException {
			assertThat(isOneLock(this.database, "e", "\u00e9")).isFalse();
			assertThat(isOneLock(this.database, "x", "x ")).isFalse();
		}

		@Test
		void nulCutsAName() throws SQLException {
			assertThat(isOneLock(this.database, "n", "n\u0000m")).isTrue();
		}

		@Test
		void longestNameHas192Characters() {
			assertThat(errorOf(this.database, "l".repeat(192))).isZero();
			assertThat(errorOf(this.database, "l".repeat(193))).isEqualTo(1059);
		}

		@Test
		void longestKeyIsTaken() {
			assertThat(errorOf(this.database, "k".repeat(64))).isZero();
		}

		@Test
		void numberIsNoName() {
			try (Connection connection = this.database.connect()) {
				assertThat(error(() -> TestDatabase.ask(connection, "SELECT GET_LOCK(42, 0)", null))).isEqualTo(4079);
			}
			catch (SQLException ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

	@Nested
	class OnMySql {

		private final TestDatabase database = TestDatabase.mySql();

		@Test
		void fractionsOfATimeoutAreRounded() throws SQLException {
			assertThat(millisOfWait(this.database, "0.4")).isLessThan(390);
			assertThat(millisOfWait(this.database, "0.5")).isGreaterThan(950);
		}

		@Test
		void noNameIsAnError() {
			assertThat(errorOf(this.database, "")).isEqualTo(3057);
		}

		@Test
		void casesAreOneLock() throws SQLException {
			assertThat(isOneLock(this.database, "a", "A")).isTrue();
			assertThat(isOneLock(this.database, "\u00e9", "\u00c9")).isTrue();
		}

		@Test
		void accentsAndTrailingSpacesAreDifferentLocks() throws SQLException {
			assertThat(isOneLock(this.database, "e", "\u00e9")).isFalse();
			assertThat(isOneLock(this.database, "x", "x ")).isFalse();
		}

		@Test
		void nulCutsAName() throws SQLException {
			assertThat(isOneLock(this.database, "n", "n\u0000m")).isTrue();
		}

		@Test
		void longestNameHas64Characters() {
			assertThat(errorOf(this.database, "k".repeat(64))).isZero();
			assertThat(errorOf(this.database, "k".repeat(65))).isEqualTo(4163);
		}

		@Test
		void emojiIsRefused() {
			assertThat(errorOf(this.database, "\ud83d\udd12")).isEqualTo(3057);
		}

	}

	@Nested
	class OnMySqlBefore57 {

		private final TestDatabase database = TestDatabase.mySqlBefore57();

		@Test
		void nextLockDropsTheOneBefore() throws SQLException {
			String next = MySqlAndMariaDbDifferencesTests.this.key + ":next";
			try (Connection holder = this.database.connect()) {
				TestDatabase.ask(holder, "SELECT GET_LOCK(?, 0)", MySqlAndMariaDbDifferencesTests.this.key);
				TestDatabase.ask(holder, "SELECT GET_LOCK(?, 0)", next);
				assertThat(this.database.holderOf(MySqlAndMariaDbDifferencesTests.this.key)).isNull();
				assertThat(this.database.holderOf(next)).isNotNull();
			}
		}

		@Test
		void fractionsOfATimeoutAreRounded() throws SQLException {
			assertThat(millisOfWait(this.database, "0.4")).isLessThan(390);
			assertThat(millisOfWait(this.database, "0.5")).isGreaterThan(950);
		}

		@Test
		void noNameIsNull() throws SQLException {
			assertThat(ask(this.database, "GET_LOCK(?, 0)", "")).isNull();
		}

		@Test
		void casesAreOneLock() throws SQLException {
			assertThat(isOneLock(this.database, "a", "A")).isTrue();
		}

		@Test
		void locksAreNotReleasedTogether() {
			assertThat(error(() -> ask(this.database, "RELEASE_ALL_LOCKS()", null))).isEqualTo(1305);
		}

	}

	private interface Query {

		@Nullable Long run() throws SQLException;

	}

}
