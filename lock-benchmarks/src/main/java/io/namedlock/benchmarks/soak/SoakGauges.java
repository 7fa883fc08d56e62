package io.namedlock.benchmarks.soak;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

import io.namedlock.benchmarks.server.Database;

/**
 * What is there at a moment.
 *
 * @param megabytes the heap in use after a collection
 * @param threads the library's threads
 * @param connections the nodes' connections, as the server counts them
 * @param gates the names with which the nodes' registries have to do
 * @param locks the locks that are held at the server
 */
record SoakGauges(long megabytes, long threads, int connections, int gates, int locks) {

	static SoakGauges read(Database database, List<SoakNode> nodes, List<String> owners) throws SQLException {
		int connections = 0;
		for (String owner : owners) {
			connections += database.connectionsOf(owner);
		}
		return new SoakGauges(megabytesInUse(), libraryThreads(), connections,
				nodes.stream().mapToInt(SoakNode::gates).sum(), locks(database));
	}

	/**
	 * Whether nobody holds or waits for anything.
	 */
	boolean isIdle() {
		return this.gates == 0 && this.locks == 0;
	}

	/**
	 * Whether nothing is left.
	 */
	boolean isNothing() {
		return isIdle() && this.threads == 0 && this.connections == 0;
	}

	@Override
	public String toString() {
		return "%4d MB, %3d threads, %3d connections, %3d gates, %3d locks".formatted(this.megabytes, this.threads,
				this.connections, this.gates, this.locks);
	}

	private static long megabytesInUse() {
		System.gc();
		Runtime runtime = Runtime.getRuntime();
		return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
	}

	private static long libraryThreads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith("named-lock"))
			.count();
	}

	private static int locks(Database database) throws SQLException {
		int locks = 0;
		try (Connection connection = database.connect("gauges");
				PreparedStatement query = connection.prepareStatement("SELECT IS_USED_LOCK(?) IS NOT NULL")) {
			for (String name : SoakNames.ALL) {
				query.setString(1, name);
				try (ResultSet result = query.executeQuery()) {
					result.next();
					locks += result.getInt(1);
				}
			}
		}
		return locks;
	}

}
