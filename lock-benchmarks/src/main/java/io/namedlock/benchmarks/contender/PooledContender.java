package io.namedlock.benchmarks.contender;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

import com.zaxxer.hikari.HikariDataSource;
import io.namedlock.benchmarks.server.Database;

/**
 * What most people write: each lock borrows a connection of a pool and keeps it until the
 * lock is released.
 */
final class PooledContender implements Contender {

	private final HikariDataSource pool;

	PooledContender(String user, Database database, int size) {
		this.pool = database.pool(user, size);
	}

	@Override
	public HeldLock acquire(String name) throws SQLException {
		Connection connection = this.pool.getConnection();
		try {
			require(connection, "SELECT GET_LOCK(?, 60)", name);
		}
		catch (SQLException | RuntimeException ex) {
			this.pool.evictConnection(connection);
			throw ex;
		}
		return () -> release(connection, name);
	}

	@Override
	public void close() {
		this.pool.close();
	}

	private void release(Connection connection, String name) throws SQLException {
		try (connection) {
			require(connection, "SELECT RELEASE_LOCK(?)", name);
		}
	}

	private static void require(Connection connection, String sql, String name) throws SQLException {
		try (PreparedStatement statement = connection.prepareStatement(sql)) {
			statement.setString(1, name);
			try (ResultSet result = statement.executeQuery()) {
				if (!result.next() || result.getInt(1) != 1) {
					throw new IllegalStateException(sql + " did not answer 1 for " + name);
				}
			}
		}
	}

}
