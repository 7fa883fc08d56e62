package io.namedlock.benchmarks.soak;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

import io.namedlock.benchmarks.server.Database;

/**
 * Interrupts threads, and kills sessions, in the midst of what they do.
 */
final class SoakTrouble {

	private static final int NO_SUCH_SESSION = 1094;

	private final Database database;

	private final List<Thread> threads;

	private final List<SoakNode> nodes;

	SoakTrouble(Database database, List<Thread> threads, List<SoakNode> nodes) {
		this.database = database;
		this.threads = threads;
		this.nodes = nodes;
	}

	void interruptAny() {
		any(this.threads).interrupt();
	}

	void killAny() throws SQLException {
		try (Connection connection = this.database.connect("killer"); Statement kill = connection.createStatement()) {
			List<Long> sessions = sessions(connection, any(this.nodes).owner());
			if (!sessions.isEmpty()) {
				kill.execute("KILL " + any(sessions));
			}
		}
		catch (SQLException ex) {
			if (ex.getErrorCode() != NO_SUCH_SESSION) {
				throw ex;
			}
		}
	}

	private static List<Long> sessions(Connection connection, String owner) throws SQLException {
		List<Long> ids = new ArrayList<>();
		try (PreparedStatement query = connection
			.prepareStatement("SELECT id FROM information_schema.processlist WHERE user = ?")) {
			query.setString(1, owner);
			try (ResultSet result = query.executeQuery()) {
				while (result.next()) {
					ids.add(result.getLong(1));
				}
			}
		}
		return ids;
	}

	private static <T> T any(List<T> choice) {
		return choice.get(ThreadLocalRandom.current().nextInt(choice.size()));
	}

}
