package io.namedlock.benchmarks.server;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

/**
 * A MariaDB at a port of 127.0.0.1. All contenders reach it with the same driver and the
 * same options: statements are prepared on the server. The user of a connection is the
 * contender that it belongs to.
 *
 * @param port the port
 */
public record Database(int port) {

	/**
	 * The address for the driver.
	 * @return a JDBC URL
	 */
	public String url() {
		return "jdbc:mariadb://127.0.0.1:" + this.port
				+ "/benchmarks?createDatabaseIfNotExist=true&useServerPrepStmts=true";
	}

	/**
	 * Opens a connection.
	 * @param user whose it is
	 * @return a connection with auto-commit on
	 * @throws SQLException if there is none
	 */
	public Connection connect(String user) throws SQLException {
		return DriverManager.getConnection(url(), user, "");
	}

	/**
	 * Opens a pool.
	 * @param user whose it is
	 * @param size how many connections it has
	 * @return a pool to be closed
	 */
	public HikariDataSource pool(String user, int size) {
		HikariConfig config = new HikariConfig();
		config.setPoolName(user);
		config.setJdbcUrl(url());
		config.setUsername(user);
		config.setMaximumPoolSize(size);
		config.setConnectionTimeout(60_000);
		return new HikariDataSource(config);
	}

	/**
	 * How many connections a user has.
	 * @param user the user
	 * @return the number
	 * @throws SQLException if the server does not answer
	 */
	public int connectionsOf(String user) throws SQLException {
		String sql = "SELECT COUNT(*) FROM information_schema.processlist WHERE user = ?";
		try (Connection connection = connect("observer"); PreparedStatement count = connection.prepareStatement(sql)) {
			count.setString(1, user);
			try (ResultSet result = count.executeQuery()) {
				result.next();
				return result.getInt(1);
			}
		}
	}

	/**
	 * The server's version.
	 * @return such as {@code "11.4.5-MariaDB"}
	 * @throws SQLException if the server does not answer
	 */
	public String version() throws SQLException {
		try (Connection connection = connect("observer")) {
			return connection.getMetaData().getDatabaseProductVersion();
		}
	}

}
