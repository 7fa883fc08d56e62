package io.namedlock.jdbc.call;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.namedlock.test.RowLockBackends;
import io.namedlock.test.TestDatabase;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Why a row is committed before it is locked: those who wait for one that is not, and is
 * then rolled back, deadlock each other on InnoDB.
 */
@Timeout(60)
class UncommittedInsertTests {

	private static final int WAITERS = 4;

	private static final int DEADLOCK = 1213;

	private final String insert = "INSERT INTO named_lock (name) VALUES ('insert-tests:%s')"
		.formatted(UUID.randomUUID());

	@ParameterizedTest
	@MethodSource("io.namedlock.test.TestDatabase#mySqlFamily")
	void waitersForAnUncommittedRowDeadlock(TestDatabase database) throws Exception {
		RowLockBackends.createTables(database);
		List<CompletableFuture<Integer>> waiters = new ArrayList<>();
		try (Connection holder = database.connect(); Statement statement = holder.createStatement()) {
			holder.setAutoCommit(false);
			statement.executeUpdate(this.insert);
			for (int i = 0; i < WAITERS; i++) {
				waiters.add(CompletableFuture.supplyAsync(() -> insertAndRollBack(database)));
			}
			Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> inserting(database) == WAITERS);
			holder.rollback();
		}
		List<Integer> codes = new ArrayList<>();
		for (CompletableFuture<Integer> waiter : waiters) {
			codes.add(waiter.get(30, TimeUnit.SECONDS));
		}
		assertThat(codes).contains(DEADLOCK);
	}

	/**
	 * Waits for the row.
	 * @return the error code, 0 for none
	 */
	private int insertAndRollBack(TestDatabase database) {
		try (Connection connection = database.connect(); Statement statement = connection.createStatement()) {
			connection.setAutoCommit(false);
			statement.executeUpdate(this.insert);
			connection.rollback();
			return 0;
		}
		catch (SQLException ex) {
			return ex.getErrorCode();
		}
	}

	private long inserting(TestDatabase database) {
		Long count = database.ask("SELECT COUNT(*) FROM information_schema.processlist WHERE info = ?", this.insert);
		return (count != null) ? count : 0;
	}

}
