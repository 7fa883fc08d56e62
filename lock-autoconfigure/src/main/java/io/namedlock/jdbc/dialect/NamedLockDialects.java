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
 * Tells by a connection which database it leads to.
 *
 * @since 0.1
 */
public final class NamedLockDialects {

	private static final Set<String> PRODUCTS = Set.of("mysql", "mariadb", "postgresql");

	private static final String REMEDY = "Named locks need MySQL 5.7 or later, MariaDB 10.0.2 or later,"
			+ " or PostgreSQL 12 or later:"
			+ " name such a database by 'named-lock.datasource.url' or a @NamedLockDataSource bean,"
			+ " or set 'named-lock.backend=row' to lock rows of a table. For tests set 'named-lock.backend=memory'.";

	private NamedLockDialects() {
	}

	/**
	 * Finds the dialect of a connection's database. MariaDB says that it is MySQL when
	 * MySQL's driver asks, and databases that only speak the protocol of another say that
	 * they are that one: the server's own version decides.
	 * @param connection an open connection
	 * @return the dialect
	 * @throws SQLException if the database does not answer
	 * @throws LockConfigurationException if named locks are not supported there
	 */
	public static NamedLockDialect detect(Connection connection) throws SQLException {
		if (!haveNamedLocks(connection)) {
			DatabaseMetaData database = connection.getMetaData();
			throw unsupported(database.getDatabaseProductName(), database.getDatabaseProductVersion());
		}
		return of(DatabaseVersion.parse(version(connection)));
	}

	/**
	 * Whether a connection's database is of a kind that has named locks, whatever its
	 * version.
	 * @param connection an open connection
	 * @return {@code true} if {@link #detect} is worth a try
	 * @throws SQLException if the database does not answer
	 */
	public static boolean haveNamedLocks(Connection connection) throws SQLException {
		return PRODUCTS.contains(connection.getMetaData().getDatabaseProductName().toLowerCase(Locale.ROOT));
	}

	static NamedLockDialect of(DatabaseVersion version) {
		return switch (version.product()) {
			case "MariaDB" -> {
				require(version, 10, 0, 2);
				yield new MariaDbDialect(version.number());
			}
			case "MySQL" -> {
				require(version, 5, 0);
				yield version.isAtLeast(5, 7) ? new MySqlDialect(version.number())
						: new OneLockMySqlDialect(version.number());
			}
			case "TiDB" -> {
				require(version, 7, 5);
				yield new TiDbDialect(version.number());
			}
			case "PostgreSQL" -> {
				require(version, 12);
				yield new PostgreSqlDialect(version);
			}
			case "YugabyteDB" -> {
				require(version, 2025, 1);
				yield new PostgreSqlDialect(version);
			}
			default -> throw unsupported(version.product(), version.number());
		};
	}

	private static void require(DatabaseVersion version, int... least) {
		if (!version.isAtLeast(least)) {
			throw unsupported(version.product(), version.number());
		}
	}

	private static LockConfigurationException unsupported(String product, String version) {
		return new LockConfigurationException(
				"%s %s has no named locks that this library can use.".formatted(product, version), REMEDY);
	}

	private static String version(Connection connection) throws SQLException {
		try (Statement statement = connection.createStatement();
				ResultSet result = statement.executeQuery("SELECT VERSION()")) {
			result.next();
			return result.getString(1);
		}
	}

}
