package io.namedlock.jdbc.call;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.namedlock.LockMode;
import io.namedlock.jdbc.dialect.Dialects;
import io.namedlock.jdbc.dialect.RowLockDialect;
import io.namedlock.test.RowLockBackends;
import io.namedlock.test.TestDatabase;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * A locked row leaves room for rows whose names come right before or behind it, also when
 * so many come that the database divides the pages between them.
 */
@Timeout(60)
class RowLockNeighboursTests {

	private static final int HELD = 500;

	private static final int NEIGHBOURS = 2_000;

	private final String prefix = "neighbours:" + UUID.randomUUID().toString().substring(24) + ":";

	@ParameterizedTest
	@MethodSource("io.namedlock.test.TestDatabase#rows")
	void anExclusiveLockIsThatOfItsRowAlone(TestDatabase database) throws SQLException {
		makeRowsBetweenHeldOnes(database, LockMode.EXCLUSIVE);
	}

	@ParameterizedTest
	@MethodSource("io.namedlock.test.TestDatabase#rows")
	void aSharedLockIsThatOfItsRowAlone(TestDatabase database) throws SQLException {
		makeRowsBetweenHeldOnes(database, LockMode.SHARED);
	}

	private void makeRowsBetweenHeldOnes(TestDatabase database, LockMode mode) throws SQLException {
		RowLockBackends.createTables(database);
		List<String> held = IntStream.range(0, HELD).mapToObj((i) -> name(i * 10) + "-of-a-lock-that-is-held").toList();
		Random random = new Random(1);
		List<String> between = IntStream.range(0, NEIGHBOURS)
			.mapToObj((i) -> name(random.nextInt(HELD * 10)) + "+" + i)
			.toList();
		try (Connection holder = database.connect(); Connection other = database.connect()) {
			RowLockDialect dialect = Dialects.rowLocks(holder);
			assumeTrue(dialect.supports(mode), () -> database + " has no shared row locks");
			create(holder, dialect, held);
			lock(holder, dialect, held, mode);
			assertThatNoException().isThrownBy(() -> create(other, dialect, between));
			holder.rollback();
		}
		finally {
			database.run("DELETE FROM named_lock WHERE name LIKE '%s%%'".formatted(this.prefix));
		}
	}

	private String name(int number) {
		return this.prefix + (10_000 + number);
	}

	private static void create(Connection connection, RowLockDialect dialect, List<String> names) throws SQLException {
		connection.setAutoCommit(false);
		limitWaits(connection, dialect);
		try (PreparedStatement statement = connection.prepareStatement(dialect.createRow())) {
			for (String name : names) {
				statement.setString(1, name);
				statement.executeUpdate();
			}
		}
		connection.commit();
	}

	private static void limitWaits(Connection connection, RowLockDialect dialect) throws SQLException {
		String limit = dialect.limitWaits(TimeUnit.SECONDS.toNanos(1));
		if (limit != null) {
			try (Statement statement = connection.createStatement()) {
				statement.execute(limit);
			}
		}
	}

	private static void lock(Connection connection, RowLockDialect dialect, List<String> names, LockMode mode)
			throws SQLException {
		connection.setTransactionIsolation(dialect.isolation());
		try (PreparedStatement statement = connection.prepareStatement(dialect.tryLock(mode))) {
			for (String name : names) {
				statement.setString(1, name);
				assertThat(statement.executeQuery().next()).isTrue();
			}
		}
	}

}
