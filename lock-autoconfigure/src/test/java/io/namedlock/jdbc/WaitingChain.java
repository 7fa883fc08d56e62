package io.namedlock.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.namedlock.test.TestDatabase;
import org.awaitility.Awaitility;

/**
 * Sessions that each hold a lock and wait for the one before, more of them than a server
 * follows in its search for a deadlock. It is built from its end, so that each of them
 * sees a short chain when it begins to wait.
 */
final class WaitingChain implements AutoCloseable {

	private static final int LENGTH = 40;

	private final List<Connection> connections = new ArrayList<>();

	private final String prefix;

	WaitingChain(TestDatabase database, String prefix) throws SQLException {
		this.prefix = prefix + ":chain:";
		for (int i = 0; i < LENGTH; i++) {
			Connection connection = database.connect();
			this.connections.add(connection);
			TestDatabase.ask(connection, "SELECT GET_LOCK(?, 0)", this.prefix + i);
		}
		for (int i = LENGTH - 1; i > 0; i--) {
			String before = this.prefix + (i - 1);
			Connection connection = this.connections.get(i);
			new Thread(() -> waitFor(connection, before)).start();
			Awaitility.await().pollInterval(Duration.ofMillis(10)).until(() -> database.waitersFor(before + "'") == 1);
		}
	}

	String lastKey() {
		return this.prefix + (LENGTH - 1);
	}

	@Override
	public void close() throws SQLException {
		for (Connection connection : this.connections) {
			connection.abort(Runnable::run);
		}
	}

	private static void waitFor(Connection connection, String key) {
		try {
			TestDatabase.ask(connection, "SELECT GET_LOCK(?, 60)", key);
		}
		catch (SQLException ex) {
			// the end of the chain
		}
	}

}
