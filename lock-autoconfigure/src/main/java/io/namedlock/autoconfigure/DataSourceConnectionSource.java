package io.namedlock.autoconfigure;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import javax.sql.DataSource;

import io.namedlock.jdbc.LockConnectionSource;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Any {@link DataSource}. Safe for use by several threads.
 */
final class DataSourceConnectionSource implements LockConnectionSource {

	private static final Log logger = LogFactory.getLog(DataSourceConnectionSource.class);

	private final DataSource dataSource;

	private final boolean owned;

	private final String description;

	private final Set<Connection> open = ConcurrentHashMap.newKeySet();

	private DataSourceConnectionSource(DataSource dataSource, boolean owned, String description) {
		this.dataSource = dataSource;
		this.owned = owned;
		this.description = description;
	}

	/**
	 * A {@link DataSource} that is closed with the source.
	 */
	static LockConnectionSource owned(DataSource dataSource, String description) {
		return new DataSourceConnectionSource(dataSource, true, description);
	}

	/**
	 * A {@link DataSource} that somebody else closes.
	 */
	static LockConnectionSource borrowed(DataSource dataSource, String description) {
		return new DataSourceConnectionSource(dataSource, false, description);
	}

	@Override
	public Connection open() throws SQLException {
		try {
			Connection connection = this.dataSource.getConnection();
			this.open.add(connection);
			return connection;
		}
		catch (RuntimeException ex) {
			throw new SQLException("The DataSource gives no connection", "08001", ex);
		}
	}

	@Override
	public void discard(Connection connection) {
		if (this.open.remove(connection)) {
			ConnectionAbort.abort(connection);
			showBroken(connection);
		}
	}

	@Override
	public String description() {
		return this.description;
	}

	@Override
	public void close() {
		if (this.owned && this.dataSource instanceof AutoCloseable closeable) {
			try {
				closeable.close();
			}
			catch (Exception ex) {
				logger.warn("The DataSource of the lock sessions does not close", ex);
			}
		}
	}

	/**
	 * A pool drops a connection on which a statement has failed, and would otherwise hand
	 * the aborted one out again.
	 */
	private static void showBroken(Connection connection) {
		try (connection) {
			connection.prepareStatement("SELECT 1").execute();
		}
		catch (SQLException ex) {
			logger.debug("A connection of a lock session has ended", ex);
		}
	}

}
