package io.namedlock.jdbc.call;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

import io.namedlock.jdbc.LockConnectionSource;
import io.namedlock.test.DriverManagerSource;
import io.namedlock.test.TestDatabase;

/**
 * A source whose sessions can be killed at the server.
 */
final class MortalSource implements LockConnectionSource {

	private final TestDatabase database;

	private final DriverManagerSource connections;

	private final Map<Connection, Long> open = new ConcurrentHashMap<>();

	MortalSource(TestDatabase database) {
		this.database = database;
		this.connections = new DriverManagerSource(database);
	}

	/**
	 * Kills all sessions that are open.
	 */
	void killSessions() {
		this.open.values().forEach(this.database::kill);
	}

	@Override
	public Connection open() throws SQLException {
		Connection connection = this.connections.open();
		String query = switch (connection.getMetaData().getDatabaseProductName()) {
			case "H2" -> "SELECT SESSION_ID()";
			case "PostgreSQL" -> "SELECT pg_backend_pid()";
			default -> "SELECT CONNECTION_ID()";
		};
		this.open.put(connection, Objects.requireNonNull(TestDatabase.ask(connection, query, null)));
		return connection;
	}

	@Override
	public void discard(Connection connection) {
		this.open.remove(connection);
		this.connections.discard(connection);
	}

	@Override
	public String description() {
		return this.connections.description();
	}

	@Override
	public void close() {
		this.connections.close();
	}

}
