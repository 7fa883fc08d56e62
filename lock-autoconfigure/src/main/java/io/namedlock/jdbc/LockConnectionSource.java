package io.namedlock.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Where the connections of lock sessions come from. Safe for use by several threads.
 */
public interface LockConnectionSource extends AutoCloseable {

	/**
	 * Opens a connection, with auto-commit on, that nobody else uses until it is
	 * {@linkplain #discard discarded}.
	 * @throws SQLException if there is none
	 */
	Connection open() throws SQLException;

	/**
	 * Ends a connection's session at the server for good, whatever state it is in,
	 * without waiting for a running statement. The connection never goes back to a pool:
	 * its next borrower would own the locks that it may still hold. Discarding it again
	 * does nothing.
	 */
	void discard(Connection connection);

	/**
	 * What the source is, for messages, such as {@code "a copy of the pool
	 * HikariPool-1"}.
	 */
	String description();

	/**
	 * Closes what the source itself has opened, such as a pool of its own.
	 */
	@Override
	void close();

}
