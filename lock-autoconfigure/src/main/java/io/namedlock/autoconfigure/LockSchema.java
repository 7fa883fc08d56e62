package io.namedlock.autoconfigure;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

import io.namedlock.LockConfigurationException;
import io.namedlock.autoconfigure.NamedLockProperties.Schema.Initialize;
import io.namedlock.jdbc.LockConnectionSource;
import io.namedlock.jdbc.LockTables;
import org.springframework.boot.jdbc.DatabaseDriver;
import org.springframework.boot.jdbc.EmbeddedDatabaseConnection;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.jdbc.datasource.init.ScriptException;

/**
 * The tables of the locks, in the database that the locks are in.
 */
final class LockSchema implements LockTables {

	private static final String LOCKS = "named_lock";

	private static final String TOKENS = "named_lock_token";

	private static final String REMEDY = "Create it with %s (Flyway and Liquibase do that too),"
			+ " or have it created by 'named-lock.schema.initialize=always'";

	private final LockConnectionSource source;

	private final Initialize initialize;

	LockSchema(LockConnectionSource source, Initialize initialize) {
		this.source = source;
		this.initialize = initialize;
	}

	@Override
	public void prepare(boolean required) {
		try {
			Connection connection = this.source.open();
			try {
				connection.setAutoCommit(true);
				prepare(connection, required);
			}
			finally {
				this.source.discard(connection);
			}
		}
		catch (SQLException ex) {
			throw new LockConfigurationException(
					"The tables of the locks (%s) could not be looked for: '%s' (SQLState %s)."
						.formatted(this.source.description(), ex.getMessage(), ex.getSQLState()),
					"Check that the database can be reached", ex);
		}
	}

	private void prepare(Connection connection, boolean required) throws SQLException {
		if (isWanted(connection)) {
			create(connection);
		}
		if (required) {
			requireLocks(connection);
		}
	}

	private boolean isWanted(Connection connection) throws SQLException {
		return switch (this.initialize) {
			case ALWAYS -> true;
			case EMBEDDED -> isEmbedded(connection.getMetaData().getURL());
			case NEVER -> false;
		};
	}

	/**
	 * Runs the script unless the tables are there. Another instance may be as fast: then
	 * they are there after a failure.
	 */
	private void create(Connection connection) throws SQLException {
		if (exist(connection)) {
			return;
		}
		Resource script = script(connection);
		try {
			new ResourceDatabasePopulator(script).populate(connection);
		}
		catch (ScriptException ex) {
			if (!exist(connection)) {
				throw new LockConfigurationException(
						"The tables of the locks (%s) could not be created by %s: '%s'."
							.formatted(this.source.description(), script, ex.getMessage()),
						"Create them as the database's administrator and set 'named-lock.schema.initialize=never'", ex);
			}
		}
	}

	private boolean exist(Connection connection) {
		for (String table : List.of(LOCKS, TOKENS)) {
			try {
				read(connection, table);
			}
			catch (SQLException ex) {
				return false;
			}
		}
		return true;
	}

	private void requireLocks(Connection connection) throws SQLException {
		try {
			read(connection, LOCKS);
		}
		catch (SQLException ex) {
			throw new LockConfigurationException(
					"Row locks need the table %s, which cannot be read (%s): '%s' (SQLState %s).".formatted(LOCKS,
							this.source.description(), ex.getMessage(), ex.getSQLState()),
					REMEDY.formatted(script(connection)), ex);
		}
	}

	private static void read(Connection connection, String table) throws SQLException {
		try (Statement statement = connection.createStatement()) {
			statement.executeQuery("SELECT name FROM %s WHERE 1 = 0".formatted(table)).close();
		}
	}

	private static boolean isEmbedded(String url) {
		return EmbeddedDatabaseConnection.isEmbedded(DatabaseDriver.fromJdbcUrl(url).getDriverClassName(), url);
	}

	private static Resource script(Connection connection) throws SQLException {
		String platform = DatabaseDriver.fromProductName(connection.getMetaData().getDatabaseProductName()).getId();
		return new ClassPathResource("/io/namedlock/schema/schema-%s.sql".formatted(platform), LockSchema.class);
	}

}
