package io.namedlock.jdbc.pool;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

import io.namedlock.jdbc.LockConnectionSource;
import io.namedlock.jdbc.LockSessionSettings;
import io.namedlock.jdbc.PlatformThreads;
import io.namedlock.jdbc.SessionClock;
import io.namedlock.jdbc.SessionConnection;
import io.namedlock.jdbc.dialect.LockDialect;
import io.namedlock.jdbc.session.LockSession;
import io.namedlock.jdbc.session.Locking;

/**
 * Opens sessions: a connection, told to end when it is silent for too long, and its
 * number.
 */
public final class SessionOpener {

	private final LockConnectionSource source;

	private final Locking locking;

	private final LockSessionSettings settings;

	private final PlatformThreads threads;

	public SessionOpener(LockConnectionSource source, Locking locking, LockSessionSettings settings,
			PlatformThreads threads) {
		this.source = source;
		this.locking = locking;
		this.settings = settings;
		this.threads = threads;
	}

	/**
	 * Opens a session.
	 */
	public LockSession open() throws SQLException {
		return open(this.source.open());
	}

	/**
	 * Makes a connection a session.
	 * @param connection a connection of the source, discarded if this fails
	 */
	public LockSession open(Connection connection) throws SQLException {
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
		LockDialect dialect = this.locking.dialect();
		Duration interval = this.settings.keepAliveInterval();
		SessionClock clock = new SessionClock(this.settings.deadHolderTimeout().minus(interval));
		long id = setUp(connection, dialect);
		this.locking.prepare(connection);
		SessionConnection opened = new SessionConnection(connection, this.source, clock, id);
		return this.locking.session(opened, this.threads, clock, interval);
	}

	private long setUp(Connection connection, LockDialect dialect) throws SQLException {
		try (Statement statement = connection.createStatement()) {
			statement.execute(dialect.setUp(this.settings.deadHolderTimeout()));
			try (ResultSet result = statement.executeQuery(dialect.ping())) {
				result.next();
				return result.getLong(1);
			}
		}
	}

}
