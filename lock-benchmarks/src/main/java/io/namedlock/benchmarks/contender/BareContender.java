package io.namedlock.benchmarks.contender;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

import io.namedlock.benchmarks.server.Database;

/**
 * The least that a lock and its unlock can cost one thread: a round trip for each, with
 * nothing to do on the server. For one thread only.
 */
final class BareContender implements Contender {

	private final Connection connection;

	private final PreparedStatement statement;

	BareContender(String owner, Database database) throws SQLException {
		this.connection = database.connect(owner);
		this.statement = this.connection.prepareStatement("SELECT 1");
	}

	@Override
	public HeldLock acquire(String name) throws SQLException {
		roundTrip();
		return this::roundTrip;
	}

	@Override
	public void close() throws SQLException {
		this.connection.close();
	}

	private void roundTrip() throws SQLException {
		try (ResultSet result = this.statement.executeQuery()) {
			result.next();
		}
	}

}
