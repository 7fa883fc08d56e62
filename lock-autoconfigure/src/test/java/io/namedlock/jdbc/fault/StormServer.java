package io.namedlock.jdbc.fault;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.namedlock.test.EmbeddedMariaDb;
import io.namedlock.test.EmbeddedPostgreSql;
import io.namedlock.test.TestDatabase;

/**
 * A server that no other test uses, and what can come over it. It is started when it is
 * first needed.
 */
enum StormServer {

	MARIADB {
		@Override
		TestDatabase database() {
			return MariaDb.DATABASE;
		}

		@Override
		TestDatabase administration() {
			return MariaDb.DATABASE;
		}

		@Override
		void restart() {
			MariaDb.SERVER.restart();
		}

		/**
		 * Ten is the least that the server can be told. One more is kept for
		 * administrators.
		 */
		@Override
		void fill(Connection administrator, List<Connection> taken) throws SQLException {
			take(12, taken);
			run(administrator, "SET GLOBAL max_connections = 10");
		}

		@Override
		void makeRoom(Connection administrator) throws SQLException {
			run(administrator, "SET GLOBAL max_connections = 400");
		}
	},

	POSTGRESQL {
		@Override
		TestDatabase database() {
			return PostgreSql.DATABASE;
		}

		@Override
		TestDatabase administration() {
			return PostgreSql.ADMINISTRATION;
		}

		@Override
		void restart() {
			PostgreSql.SERVER.restart();
		}

		/**
		 * With as many as are kept for administrators, and one that is there already, too
		 * few are left to be given to anybody else.
		 */
		@Override
		void fill(Connection administrator, List<Connection> taken) throws SQLException {
			take(PostgreSql.KEPT, taken);
		}

		@Override
		void makeRoom(Connection administrator) {
			// those that were taken have been closed
		}
	};

	/**
	 * What the nodes connect to.
	 */
	abstract TestDatabase database();

	/**
	 * The same server for those who look after it.
	 */
	abstract TestDatabase administration();

	/**
	 * Stops the server and starts it again.
	 */
	abstract void restart();

	/**
	 * Takes so many connections that the nodes will get none any more once they have lost
	 * theirs.
	 * @param taken is given the connections
	 */
	abstract void fill(Connection administrator, List<Connection> taken) throws SQLException;

	/**
	 * Allows the nodes to connect again, after all that were taken have been closed.
	 */
	abstract void makeRoom(Connection administrator) throws SQLException;

	/**
	 * Does something while the nodes cannot connect.
	 */
	void whileFull(Connection administrator, Disaster disaster) throws Exception {
		List<Connection> taken = new ArrayList<>();
		fill(administrator, taken);
		disaster.strike();
		for (Connection connection : taken) {
			connection.close();
		}
		makeRoom(administrator);
	}

	void take(int count, List<Connection> taken) throws SQLException {
		for (int i = 0; i < count; i++) {
			taken.add(administration().connect());
		}
	}

	private static void run(Connection connection, String sql) throws SQLException {
		try (Statement statement = connection.createStatement()) {
			statement.execute(sql);
		}
	}

	/**
	 * What comes over a storm.
	 */
	interface Disaster {

		void strike() throws Exception;

	}

	private static final class MariaDb {

		private static final EmbeddedMariaDb SERVER = EmbeddedMariaDb.another();

		private static final TestDatabase DATABASE = TestDatabase.mariaDb(SERVER);

	}

	private static final class PostgreSql {

		private static final int KEPT = 20;

		private static final EmbeddedPostgreSql SERVER = EmbeddedPostgreSql
			.another(Map.of("max_connections", "40", "superuser_reserved_connections", Integer.toString(KEPT)));

		private static final TestDatabase ADMINISTRATION = TestDatabase.postgreSql("another PostgreSQL", SERVER::url);

		private static final TestDatabase DATABASE = TestDatabase.postgreSql("another PostgreSQL",
				() -> SERVER.url("storm"));

		static {
			ADMINISTRATION.run("CREATE ROLE storm LOGIN");
		}

	}

}
