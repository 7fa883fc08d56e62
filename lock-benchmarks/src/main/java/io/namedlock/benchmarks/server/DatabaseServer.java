package io.namedlock.benchmarks.server;

import java.io.IOException;

/**
 * A database server of the run's own.
 */
interface DatabaseServer extends AutoCloseable {

	/**
	 * Starts a server.
	 * @throws IOException if it does not start
	 */
	static DatabaseServer start(DatabaseProduct product) throws IOException {
		return switch (product) {
			case MARIADB -> new MariaDbServer();
			case POSTGRESQL -> new PostgreSqlServer();
		};
	}

	/**
	 * Where it listens.
	 */
	int port();

	/**
	 * Its first process.
	 */
	ProcessHandle process() throws IOException;

	@Override
	void close() throws IOException;

}
