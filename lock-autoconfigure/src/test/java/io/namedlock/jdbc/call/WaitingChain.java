package io.namedlock.jdbc.call;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.namedlock.test.TestDatabase;
import org.awaitility.Awaitility;

/**
 * Sessions that each hold a lock and wait for the one before, as many as the server
 * follows in its search for a deadlock: it refuses the last one, although there is none.
 */
final class WaitingChain implements AutoCloseable {

	private final List<Connection> connections = new ArrayList<>();

	private final String prefix;

	private volatile boolean refused;

	WaitingChain(TestDatabase database, String prefix) throws SQLException {
		this.prefix = prefix + ":chain:";
		hold(database);
		while (!this.refused) {
			String before = lastKey();
			Connection connection = hold(database);
			new Thread(() -> waitFor(connection, before)).start();
			Awaitility.await()
				.pollInterval(Duration.ofMillis(10))
				.until(() -> this.refused || database.waitersFor(before + "'") == 1);
		}
	}

	/**
	 * The lock that the server refused to let one more session wait for.
	 */
	String refusedKey() {
		return this.prefix + (this.connections.size() - 2);
	}

	private Connection hold(TestDatabase database) throws SQLException {
		Connection connection = database.connect();
		this.connections.add(connection);
		TestDatabase.ask(connection, "SELECT GET_LOCK(?, 0)", lastKey());
		return connection;
	}

	private String lastKey() {
		return this.prefix + (this.connections.size() - 1);
	}

	@Override
	public void close() throws SQLException {
		for (Connection connection : this.connections) {
			connection.abort(Runnable::run);
		}
	}

	private void waitFor(Connection connection, String key) {
		try {
			TestDatabase.ask(connection, "SELECT GET_LOCK(?, 60)", key);
		}
		catch (SQLException ex) {
			this.refused = true;
		}
	}

}
