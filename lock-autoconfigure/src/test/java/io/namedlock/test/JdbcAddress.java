package io.namedlock.test;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/**
 * Where a server listens, and who logs in there.
 *
 * @param url the JDBC URL, with a port
 * @param username the user, empty if the URL has it
 * @param password the password, empty if the URL has it
 */
record JdbcAddress(String url, String username, String password) {

	int port() {
		return Integer.parseInt(this.url.replaceFirst("^[^/]+//[^:/]+:(\\d+).*$", "$1"));
	}

	/**
	 * Opens a connection through a port. MySQL and MariaDB prepare its statements, as
	 * they do those of the library's own connections.
	 */
	Connection connect(int throughPort) throws SQLException {
		Properties properties = new Properties();
		if (!this.username.isEmpty()) {
			properties.setProperty("user", this.username);
			properties.setProperty("password", this.password);
		}
		if (this.url.matches("jdbc:(mysql|mariadb):.*")) {
			properties.setProperty("useServerPrepStmts", "true");
			properties.setProperty("disablePipeline", "true");
		}
		return DriverManager.getConnection(this.url.replace(":" + port(), ":" + throughPort), properties);
	}

}
