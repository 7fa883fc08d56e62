package io.namedlock.test;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * A database that a test runs on, by one driver.
 *
 * @param name what to show in the test's name
 * @param url the JDBC URL
 * @param port the server's port at 127.0.0.1
 */
public record TestDatabase(String name, String url, int port) {

	private static final String MYSQL_URL = "namedlock.test.mysql.url";

	/**
	 * The embedded MariaDB by both drivers, and a MySQL if the system property
	 * {@code namedlock.test.mysql.url} names one, with user and password in its URL.
	 * @return the databases
	 */
	public static Stream<TestDatabase> all() {
		return Stream.concat(Stream.of(mariaDb(), mariaDbByMySqlDriver()), mySql().stream());
	}

	/**
	 * The embedded MariaDB by its own driver.
	 * @return the database
	 */
	public static TestDatabase mariaDb() {
		EmbeddedMariaDb server = EmbeddedMariaDb.shared();
		return new TestDatabase("MariaDB", server.mariaDbUrl(), server.port());
	}

	/**
	 * The embedded MariaDB by MySQL's driver.
	 * @return the database
	 */
	public static TestDatabase mariaDbByMySqlDriver() {
		EmbeddedMariaDb server = EmbeddedMariaDb.shared();
		return new TestDatabase("MariaDB by Connector/J", server.mySqlUrl(), server.port());
	}

	/**
	 * The MySQL that the run was given.
	 * @return the database, or nothing
	 */
	public static List<TestDatabase> mySql() {
		String url = System.getProperty(MYSQL_URL);
		return (url != null) ? List.of(new TestDatabase("MySQL", url, portOf(url))) : List.of();
	}

	/**
	 * Opens a connection.
	 * @return the connection
	 * @throws SQLException if there is none
	 */
	public Connection connect() throws SQLException {
		return connect(this.port);
	}

	/**
	 * Opens a connection through another port, such as a relay's.
	 * @param throughPort the port at 127.0.0.1
	 * @return the connection
	 * @throws SQLException if there is none
	 */
	public Connection connect(int throughPort) throws SQLException {
		Properties properties = new Properties();
		if (!this.url.contains("user=")) {
			properties.setProperty("user", EmbeddedMariaDb.USERNAME);
			properties.setProperty("password", EmbeddedMariaDb.PASSWORD);
		}
		return DriverManager.getConnection(this.url.replace(":" + this.port, ":" + throughPort), properties);
	}

	/**
	 * Asks on a connection of its own, as a stranger would.
	 * @param sql a query
	 * @param parameter its parameter, or {@code null} if it has none
	 * @return the first column of the first row
	 */
	public @Nullable Long ask(String sql, @Nullable String parameter) {
		try (Connection connection = connect()) {
			return ask(connection, sql, parameter);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Asks on a given connection.
	 * @param connection the connection
	 * @param sql a query
	 * @param parameter its parameter, or {@code null} if it has none
	 * @return the first column of the first row
	 * @throws SQLException if it fails
	 */
	public static @Nullable Long ask(Connection connection, String sql, @Nullable String parameter)
			throws SQLException {
		try (PreparedStatement statement = connection.prepareStatement(sql)) {
			if (parameter != null) {
				statement.setString(1, parameter);
			}
			try (ResultSet result = statement.executeQuery()) {
				result.next();
				long answer = result.getLong(1);
				return result.wasNull() ? null : answer;
			}
		}
	}

	/**
	 * The session that holds a lock.
	 * @param key the lock's key
	 * @return the connection's number, {@code null} if the lock is free
	 */
	public @Nullable Long holderOf(String key) {
		return ask("SELECT IS_USED_LOCK(?)", key);
	}

	/**
	 * How many sessions wait at the server for a lock.
	 * @param key the lock's key
	 * @return the number of statements that run with the key in their text
	 */
	public long waitersFor(String key) {
		Long waiters = ask("SELECT COUNT(*) FROM information_schema.processlist"
				+ " WHERE id <> CONNECTION_ID() AND info LIKE CONCAT('%GET_LOCK(%', ?, '%')", key);
		return (waiters != null) ? waiters : 0;
	}

	/**
	 * Whether a session is there.
	 * @param id the connection's number
	 * @return {@code true} if the server lists it
	 */
	public boolean hasSession(long id) {
		Long count = ask("SELECT COUNT(*) FROM information_schema.processlist WHERE id = ?", Long.toString(id));
		return count != null && count > 0;
	}

	/**
	 * Kills a session with its connection.
	 * @param id the connection's number
	 */
	public void kill(long id) {
		run("KILL " + id);
	}

	/**
	 * Kills the statement that a session runs.
	 * @param id the connection's number
	 */
	public void killQuery(long id) {
		run("KILL QUERY " + id);
	}

	/**
	 * Runs a statement.
	 * @param sql the statement
	 */
	public void run(String sql) {
		try (Connection connection = connect(); var statement = connection.createStatement()) {
			statement.execute(sql);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public String toString() {
		return this.name;
	}

	private static int portOf(String url) {
		return Integer.parseInt(url.replaceFirst("^[^:]+:[^:]+://[^:/]+:(\\d+).*$", "$1"));
	}

}
