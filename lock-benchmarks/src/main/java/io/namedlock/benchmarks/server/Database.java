package io.namedlock.benchmarks.server;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

/**
 * A database at a port of 127.0.0.1. All contenders reach it with the same driver and the
 * same options: statements are prepared on the server. A connection bears the name of the
 * contender that it belongs to.
 *
 * @param product which database
 * @param port the port
 */
public record Database(DatabaseProduct product, int port) {

	private static final String OBSERVER = "observer";

	/**
	 * The address for the driver.
	 * @param owner whose connections are opened there
	 * @return a JDBC URL
	 */
	public String url(String owner) {
		return this.product.url(this.port, owner);
	}

	/**
	 * Opens a connection.
	 * @param owner whose it is
	 * @return a connection with auto-commit on
	 * @throws SQLException if there is none
	 */
	public Connection connect(String owner) throws SQLException {
		return DriverManager.getConnection(url(owner));
	}

	/**
	 * Opens a pool.
	 * @param owner whose it is
	 * @param size how many connections it has
	 * @return a pool to be closed
	 */
	public HikariDataSource pool(String owner, int size) {
		HikariConfig config = new HikariConfig();
		config.setPoolName(owner);
		config.setJdbcUrl(url(owner));
		config.setMaximumPoolSize(size);
		config.setConnectionTimeout(60_000);
		return new HikariDataSource(config);
	}

	/**
	 * How many connections somebody has.
	 * @param owner who
	 * @return the number
	 * @throws SQLException if the server does not answer
	 */
	public int connectionsOf(String owner) throws SQLException {
		try (Connection connection = connect(OBSERVER);
				PreparedStatement count = connection.prepareStatement(this.product.connections())) {
			count.setString(1, owner);
			try (ResultSet result = count.executeQuery()) {
				result.next();
				return result.getInt(1);
			}
		}
	}

	/**
	 * The server's name and version.
	 * @return such as {@code "MariaDB 11.4.5-MariaDB"}
	 * @throws SQLException if the server does not answer
	 */
	public String version() throws SQLException {
		try (Connection connection = connect(OBSERVER)) {
			DatabaseMetaData data = connection.getMetaData();
			return data.getDatabaseProductName() + " " + data.getDatabaseProductVersion();
		}
	}

	/**
	 * The driver's name and version.
	 * @return such as {@code "MariaDB Connector/J 3.5.10"}
	 * @throws SQLException if the server does not answer
	 */
	public String driver() throws SQLException {
		try (Connection connection = connect(OBSERVER)) {
			DatabaseMetaData data = connection.getMetaData();
			return data.getDriverName() + " " + data.getDriverVersion();
		}
	}

}
