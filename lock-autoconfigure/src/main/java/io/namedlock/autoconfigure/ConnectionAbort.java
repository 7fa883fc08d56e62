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
		}
		catch (SQLException ex) {
			logger.debug("A connection of a lock session was closed already", ex);
		}
	}

}
