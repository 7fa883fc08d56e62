package io.namedlock.jdbc.dialect;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import io.namedlock.LockConfigurationException;

/**
 * Tells by a connection how the rows of its database are locked.
 *
 * @since 0.1
 */
public final class RowLockDialects {

	private static final String REMEDY = "Row locks need H2 2.3, MySQL, MariaDB 10.3, PostgreSQL 12 or later,"
			+ " Oracle or SQL Server:"
			+ " name such a database by 'named-lock.datasource.url' or a @NamedLockDataSource bean."
			+ " For tests set 'named-lock.backend=memory'.";

	private RowLockDialects() {
	}

	/**
	 * Finds the dialect of a connection's database.
	 * @param connection an open connection
	 * @return the dialect
	 * @throws SQLException if the database does not answer
	 * @throws LockConfigurationException if it is not known how its rows are locked: a
	 * database that reads {@code FOR UPDATE} and locks nothing would let everybody in
	 */
	public static RowLockDialect detect(Connection connection) throws SQLException {
		DatabaseMetaData database = connection.getMetaData();
		String product = database.getDatabaseProductName();
		String version = database.getDatabaseProductVersion();
		return switch (product) {
			case "H2" -> new H2RowLockDialect(version.replaceFirst(" .*", ""));
			case "MySQL", "MariaDB" -> ofInnoDb(DatabaseVersion.parse(serverVersion(connection)));
			case "PostgreSQL" -> ofPostgreSql(DatabaseVersion.parse(serverVersion(connection)));
			case "Oracle" -> new OracleRowLockDialect(majorAndMinor(database));
			case "Microsoft SQL Server" -> new SqlServerRowLockDialect(version);
			default -> throw unsupported(product, version);
		};
	}

	/**
	 * By the server's own version, since each of the two drivers takes the other's server
	 * for its own.
	 */
	static RowLockDialect ofInnoDb(DatabaseVersion version) {
		if (version.product().equals("MySQL")) {
			return new MySqlRowLockDialect(version);
		}
		if (version.product().equals("MariaDB") && version.isAtLeast(10, 3)) {
			return new MariaDbRowLockDialect(version.number());
		}
		throw unsupported(version.product(), version.number());
	}

	/**
	 * By the server's own version: CockroachDB says that it is PostgreSQL, and gives up
	 * its row locks when it moves the row to another node. See
	 * <a href= "https://www.cockroachlabs.com/docs/stable/select-for-update">its
	 * manual</a>.
	 */
	static RowLockDialect ofPostgreSql(DatabaseVersion version) {
		if (version.product().equals("PostgreSQL") && version.isAtLeast(12)) {
			return new PostgreSqlRowLockDialect(version.number());
		}
		throw unsupported(version.product(), version.number());
	}

	private static String majorAndMinor(DatabaseMetaData database) throws SQLException {
		return database.getDatabaseMajorVersion() + "." + database.getDatabaseMinorVersion();
	}

	private static String serverVersion(Connection connection) throws SQLException {
		try (Statement statement = connection.createStatement();
				ResultSet result = statement.executeQuery("SELECT VERSION()")) {
			result.next();
			return result.getString(1);
		}
	}

	private static LockConfigurationException unsupported(String product, String version) {
		return new LockConfigurationException(
				"It is not known how rows of %s %s are locked.".formatted(product, version), REMEDY);
	}

}
