package io.namedlock.benchmarks.contender;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

import com.zaxxer.hikari.HikariDataSource;
import io.namedlock.benchmarks.server.Database;

/**
 * The smallest query an application can send: one statement on a pooled connection in
 * place of a lock and its unlock.
 */
final class SelectContender implements Contender {

	private static final HeldLock NOTHING = () -> {
	};

	private final HikariDataSource pool;

	SelectContender(String owner, Database database, int size) {
		this.pool = database.pool(owner, size);
	}

	@Override
	public HeldLock acquire(String name) throws SQLException {
		try (Connection connection = this.pool.getConnection();
				PreparedStatement statement = connection.prepareStatement("SELECT 1");
				ResultSet result = statement.executeQuery()) {
			result.next();
		}
		return NOTHING;
	}

	@Override
	public void close() {
		this.pool.close();
	}

}
