package io.namedlock.benchmarks.contender;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Executor;

import io.namedlock.benchmarks.server.Database;
import io.namedlock.jdbc.LockConnectionSource;

/**
 * Connections straight from the driver.
 *
 * @param user whose they are
 * @param database the database
 */
record DirectConnectionSource(String user, Database database) implements LockConnectionSource {

	private static final Executor SAME_THREAD = Runnable::run;

	@Override
	public Connection open() throws SQLException {
		return this.database.connect(this.user);
	}

	@Override
	public void discard(Connection connection) {
		try {
			connection.abort(SAME_THREAD);
		}
		catch (SQLException ex) {
			throw new IllegalStateException("The connection cannot be aborted", ex);
		}
	}

	@Override
	public String description() {
		return "the driver";
	}

	@Override
	public void close() {
	}

}
