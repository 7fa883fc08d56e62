package io.namedlock.autoconfigure;

import java.sql.Connection;
import java.sql.SQLException;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Ends connections without waiting for what they are doing.
 */
final class ConnectionAbort {

	private static final Log logger = LogFactory.getLog(ConnectionAbort.class);

	private ConnectionAbort() {
	}

	static void abort(Connection connection) {
		try {
			connection.abort(Runnable::run);
			closeUnlessAborted(connection.unwrap(Connection.class));
		}
		catch (SQLException ex) {
			logger.debug("A connection of a lock session was closed already", ex);
		}
	}

	/**
	 * H2's driver ignores an abort. A pool that got such a connection back would hand it
	 * out with the locks that it holds.
	 */
	private static void closeUnlessAborted(Connection physical) throws SQLException {
		if (!physical.isClosed()) {
			physical.close();
		}
	}

}
