package io.namedlock.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

import io.namedlock.jdbc.dialect.NamedLockDialect;

/**
 * Opens sessions: a connection, told to end when it is silent for too long, and its
 * number.
 */
final class SessionOpener {

	private final LockConnectionSource source;

	private final NamedLockDialect dialect;

	private final LockSessionSettings settings;

	private final PlatformThreads threads;

	SessionOpener(LockConnectionSource source, NamedLockDialect dialect, LockSessionSettings settings,
			PlatformThreads threads) {
		this.source = source;
		this.dialect = dialect;
		this.settings = settings;
		this.threads = threads;
	}

	LockSession open() throws SQLException {
		return open(this.source.open());
	}

	/**
	 * Makes a connection a session.
	 * @param connection a connection of the source, discarded if this fails
	 */
	LockSession open(Connection connection) throws SQLException {
		try {
			SessionConnection.limitAnswers(connection, this.settings.keepAliveInterval());
			connection.setAutoCommit(true);
			return session(connection);
		}
		catch (SQLException | RuntimeException ex) {
			this.source.discard(connection);
			throw ex;
		}
	}

	private LockSession session(Connection connection) throws SQLException {
		Duration interval = this.settings.keepAliveInterval();
		SessionClock clock = new SessionClock(this.settings.deadHolderTimeout().minus(interval));
		long id = setUp(connection);
		SessionConnection opened = new SessionConnection(connection, this.source, clock, id);
		return new JdbcLockSession(new SessionStatements(opened, this.dialect, interval), this.threads, clock,
				interval);
	}

	private long setUp(Connection connection) throws SQLException {
		try (Statement statement = connection.createStatement()) {
			statement.execute(this.dialect.setUp(this.settings.deadHolderTimeout()));
			try (ResultSet result = statement.executeQuery(this.dialect.ping())) {
				result.next();
				return result.getLong(1);
			}
		}
	}

}
