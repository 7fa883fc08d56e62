package io.namedlock.test;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import io.namedlock.jdbc.LockConnectionSource;

/**
 * A source that opens a new connection each time, and counts.
 */
public final class DriverManagerSource implements LockConnectionSource {

	private final TestDatabase database;

	private final int port;

	private final Set<Connection> open = ConcurrentHashMap.newKeySet();

	private final AtomicInteger opened = new AtomicInteger();

	private volatile boolean closed;

	/**
	 * A source of a database.
	 * @param database the database
	 */
	public DriverManagerSource(TestDatabase database) {
		this(database, database.port());
	}

	/**
	 * A source of a database behind a relay.
	 * @param database the database
	 * @param port the relay's port
	 */
	public DriverManagerSource(TestDatabase database, int port) {
		this.database = database;
		this.port = port;
	}

	@Override
	public Connection open() throws SQLException {
		Connection connection = this.database.connect(this.port);
		this.open.add(connection);
		this.opened.incrementAndGet();
		return connection;
	}

	@Override
	public void discard(Connection connection) {
		if (this.open.remove(connection)) {
			try {
				connection.abort(Runnable::run);
				connection.close();
			}
			catch (SQLException ex) {
				throw new IllegalStateException(ex);
			}
		}
	}

	@Override
	public String description() {
		return "connections of the test";
	}

	@Override
	public void close() {
		this.closed = true;
	}

	/**
	 * How many connections are open now.
	 * @return the number
	 */
	public int openConnections() {
		return this.open.size();
	}

	/**
	 * How many connections were opened in all.
	 * @return the number
	 */
	public int openedConnections() {
		return this.opened.get();
	}

	/**
	 * Whether the source was closed.
	 * @return {@code true} after {@link #close()}
	 */
	public boolean isClosed() {
		return this.closed;
	}

}
