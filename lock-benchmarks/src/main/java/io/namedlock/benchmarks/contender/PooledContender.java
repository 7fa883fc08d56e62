package io.namedlock.benchmarks.contender;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

import com.zaxxer.hikari.HikariDataSource;
import io.namedlock.benchmarks.server.Database;
import io.namedlock.benchmarks.server.DatabaseProduct;

/**
 * What most people write: each lock borrows a connection of a pool and keeps it until the
 * lock is released.
 */
final class PooledContender implements Contender {

	private final HikariDataSource pool;

	private final DatabaseProduct product;

	PooledContender(String owner, Database database, int size) {
		this.product = database.product();
		this.pool = database.pool(owner, size);
	}

	@Override
	public HeldLock acquire(String name) throws SQLException {
		return acquireAll(name);
	}

	@Override
	public HeldLock acquireBoth(String first, String second) throws SQLException {
		return acquireAll(first, second);
	}

	@Override
	public void close() {
		this.pool.close();
	}

	private HeldLock acquireAll(String... names) throws SQLException {
		Connection connection = this.pool.getConnection();
		try {
			require(connection, this.product.lock(), names);
		}
		catch (SQLException | RuntimeException ex) {
			this.pool.evictConnection(connection);
			throw ex;
		}
		return () -> release(connection, names);
	}

	private void release(Connection connection, String... names) throws SQLException {
		try (connection) {
			require(connection, this.product.unlock(), names);
		}
	}

	private static void require(Connection connection, String sql, String... names) throws SQLException {
		try (PreparedStatement statement = connection.prepareStatement(sql)) {
			for (String name : names) {
				statement.setString(1, name);
				require(statement, name);
			}
		}
	}

	private static void require(PreparedStatement statement, String name) throws SQLException {
		try (ResultSet result = statement.executeQuery()) {
			if (!result.next() || !result.getBoolean(1)) {
				throw new IllegalStateException("The database answered false for lock " + name);
			}
		}
	}

}
