package io.namedlock.test;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

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

	Connection connect(int throughPort) throws SQLException {
		String through = this.url.replace(":" + port(), ":" + throughPort);
		return this.username.isEmpty() ? DriverManager.getConnection(through)
				: DriverManager.getConnection(through, this.username, this.password);
	}

}
