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
class DataSourceConnectionSource implements LockConnectionSource {

	private static final Log logger = LogFactory.getLog(DataSourceConnectionSource.class);

	private final DataSource dataSource;

	private final boolean owned;

	private final String description;

	private final Set<Connection> open = ConcurrentHashMap.newKeySet();

	/**
	 * An owned {@link DataSource} is closed with the source; any other one by somebody
	 * else.
	 */
	DataSourceConnectionSource(DataSource dataSource, boolean owned, String description) {
		this.dataSource = dataSource;
		this.owned = owned;
		this.description = description;
	}

	@Override
	public Connection open() throws SQLException {
		try {
			Connection connection = this.dataSource.getConnection();
			this.open.add(connection);
			return connection;
		}
		catch (RuntimeException ex) {
			throw new SQLException(whyNoneIsOpened(), "08001", ex);
		}
	}

	@Override
	public void discard(Connection connection) {
		if (this.open.remove(connection)) {
			end(connection);
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

	String whyNoneIsOpened() {
		return "The DataSource gives no connection";
	}

	/**
	 * Ends a connection. A pool drops a connection on which a statement has failed, and
	 * would otherwise hand the aborted one out again.
	 */
	void end(Connection connection) {
		abort(connection);
		try (connection) {
			connection.prepareStatement("SELECT 1").execute();
		}
		catch (SQLException ex) {
			logger.debug("A connection of a lock session has ended", ex);
		}
	}

	static void abort(Connection connection) {
		try {
			connection.abort(Runnable::run);
			// H2's driver ignores an abort, and its pool would hand the connection out
			// with the locks it holds
			Connection physical = connection.unwrap(Connection.class);
			if (!physical.isClosed()) {
				physical.close();
			}
		}
		catch (SQLException ex) {
			logger.debug("A connection of a lock session was closed already", ex);
		}
	}

}
