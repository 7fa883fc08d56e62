package io.namedlock.jdbc.dialect;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Set;

import io.namedlock.LockConfigurationException;

/**
 * Tells by a connection which database it leads to, and how that locks. MariaDB says that
 * it is MySQL when MySQL's driver asks, and databases that only speak the protocol of
 * another say that they are that one: so the server's own version decides.
 */
public final class Dialects {

	private static final Set<String> WITH_NAMED_LOCKS = Set.of("mysql", "mariadb", "postgresql");

	private static final String OTHER_DATABASE = " name such a database by 'named-lock.datasource.url'"
			+ " or a @NamedLockDataSource bean";

	private static final String NAMED_LOCKS_REMEDY = "Named locks need MySQL 5.7 or later, MariaDB 10.0.2 or later,"
			+ " or PostgreSQL 12 or later:" + OTHER_DATABASE
			+ ", or set 'named-lock.backend=row' to lock rows of a table."
			+ " For tests set 'named-lock.backend=memory'";

	private static final String ROW_LOCKS_REMEDY = "Row locks need H2 2.3, MySQL, MariaDB 10.3, PostgreSQL 12 or later,"
			+ " Oracle or SQL Server:" + OTHER_DATABASE + ". For tests set 'named-lock.backend=memory'";

	private Dialects() {
	}

	/**
	 * Whether a connection's database is of a kind that has named locks, whatever its
	 * version.
	 */
	public static boolean haveNamedLocks(Connection connection) throws SQLException {
		return WITH_NAMED_LOCKS.contains(connection.getMetaData().getDatabaseProductName().toLowerCase(Locale.ROOT));
	}

	/**
	 * Finds out how a connection's database calls its named locks.
	 * @throws LockConfigurationException if named locks are not supported there
	 */
	public static NamedLockDialect namedLocks(Connection connection) throws SQLException {
		if (!haveNamedLocks(connection)) {
			DatabaseMetaData database = connection.getMetaData();
			throw noNamedLocks(database.getDatabaseProductName(), database.getDatabaseProductVersion());
		}
		return namedLocks(server(connection));
	}

	/**
	 * Finds out how the rows of a connection's database are locked.
	 * @throws LockConfigurationException if it is not known how its rows are locked: a
	 * database that reads {@code FOR UPDATE} and locks nothing would let everybody in
	 */
	public static RowLockDialect rowLocks(Connection connection) throws SQLException {
		DatabaseMetaData database = connection.getMetaData();
		String product = database.getDatabaseProductName();
		String version = database.getDatabaseProductVersion();
		return switch (product) {
			case "MySQL", "MariaDB", "PostgreSQL" -> rowLocks(server(connection));
			case "H2" -> new H2RowLockDialect(version.replaceFirst(" .*", ""));
			case "Oracle" ->
				new OracleRowLockDialect(database.getDatabaseMajorVersion() + "." + database.getDatabaseMinorVersion());
			case "Microsoft SQL Server" -> new SqlServerRowLockDialect(version);
			default -> throw noRowLocks(product, version);
		};
	}

	static NamedLockDialect namedLocks(DatabaseVersion server) {
		if (server.is("MariaDB", 10, 0, 2)) {
			return new MariaDbDialect(server);
		}
		if (server.is("MySQL", 5, 7)) {
			return new MySqlDialect(server);
		}
		if (server.is("MySQL", 5, 0)) {
			return new OneLockMySqlDialect(server);
		}
		if (server.is("TiDB", 7, 5)) {
			return new TiDbDialect(server);
		}
		if (server.is("PostgreSQL", 12) || server.is("YugabyteDB", 2025, 1)) {
			return new PostgreSqlDialect(server);
		}
		throw noNamedLocks(server.product(), server.number());
	}

	static RowLockDialect rowLocks(DatabaseVersion server) {
		// CockroachDB says that it is PostgreSQL, and gives up its row locks when it
		// moves the row to another node:
		// https://www.cockroachlabs.com/docs/stable/select-for-update
		if (server.is("MySQL", 0)) {
			return new MySqlRowLockDialect(server);
		}
		if (server.is("MariaDB", 10, 3)) {
			return new MariaDbRowLockDialect(server);
		}
		if (server.is("PostgreSQL", 12)) {
			return new PostgreSqlRowLockDialect(server);
		}
		throw noRowLocks(server.product(), server.number());
	}

	private static DatabaseVersion server(Connection connection) throws SQLException {
		try (Statement statement = connection.createStatement();
				ResultSet result = statement.executeQuery("SELECT VERSION()")) {
			result.next();
			return DatabaseVersion.parse(result.getString(1));
		}
	}

	private static LockConfigurationException noNamedLocks(String product, String version) {
		return new LockConfigurationException(
				"%s %s has no named locks that this library can use.".formatted(product, version), NAMED_LOCKS_REMEDY);
	}

	private static LockConfigurationException noRowLocks(String product, String version) {
		return new LockConfigurationException(
				"It is not known how rows of %s %s are locked.".formatted(product, version), ROW_LOCKS_REMEDY);
	}

}
