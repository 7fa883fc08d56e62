package io.namedlock.test;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

import io.namedlock.jdbc.LockConnectionSource;
import io.namedlock.jdbc.LockSessionSettings;
import io.namedlock.jdbc.LockTechnique;
import io.namedlock.jdbc.call.JdbcLockBackend;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/**
 * Backends of row locks, on tables made by the scripts that are shipped.
 */
public final class RowLockBackends {

	/**
	 * As many connections as a contract holds locks.
	 */
	public static final LockSessionSettings SETTINGS = TestSettings.sessions(8, 40);

	private RowLockBackends() {
	}

	public static JdbcLockBackend connect(TestDatabase database) {
		return connect(database, new DriverManagerSource(database));
	}

	public static JdbcLockBackend connect(TestDatabase database, LockConnectionSource source) {
		return connect(database, source, SETTINGS);
	}

	/**
	 * Connects a backend. The tables are made by another thread: a test's own may be a
	 * virtual one, whose interrupt would close the connection. Nothing is checked, which
	 * takes its time.
	 */
	public static JdbcLockBackend connect(TestDatabase database, LockConnectionSource source,
			LockSessionSettings settings) {
		CompletableFuture.runAsync(() -> createTables(database)).join();
		return TestBackends.connect(source, settings, LockTechnique.ROW);
	}

	/**
	 * Runs the script that creates the tables, which leaves those that are there.
	 * @param database where
	 */
	public static void createTables(TestDatabase database) {
		try (Connection connection = database.connect()) {
			String product = connection.getMetaData().getDatabaseProductName().toLowerCase(Locale.ROOT);
			new ResourceDatabasePopulator(new ClassPathResource("io/namedlock/schema/schema-%s.sql".formatted(product)))
				.populate(connection);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
