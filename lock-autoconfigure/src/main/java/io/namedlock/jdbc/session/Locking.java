package io.namedlock.jdbc.session;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

import io.namedlock.LockConfigurationException;
import io.namedlock.jdbc.LockConnectionSource;
import io.namedlock.jdbc.LockSessionSettings;
import io.namedlock.jdbc.LockTechnique;
import io.namedlock.jdbc.PlatformThreads;
import io.namedlock.jdbc.SessionClock;
import io.namedlock.jdbc.SessionConnection;
import io.namedlock.jdbc.SessionMode;
import io.namedlock.jdbc.dialect.Dialects;
import io.namedlock.jdbc.dialect.LockDialect;
import io.namedlock.jdbc.dialect.NamedLockDialect;
import io.namedlock.jdbc.dialect.RowLockDialect;

/**
 * How a backend's sessions lock.
 */
public interface Locking {

	LockDialect dialect();

	/**
	 * What the locks are, for messages.
	 */
	String description();

	/**
	 * Whether locks are rows of a table. A question then needs a session that holds
	 * nothing.
	 */
	boolean locksRows();

	/**
	 * Sets a connection up, which commits each statement, as far as the driver does that.
	 */
	void prepare(Connection connection) throws SQLException;

	/**
	 * Makes a session of a connection.
	 * @param interval how old an answer may be before the server must be asked again, and
	 * how long an answer may take
	 */
	LockSession session(SessionConnection connection, PlatformThreads threads, SessionClock clock, Duration interval);

	/**
	 * Opens a connection to find out how its database locks, and leaves none behind.
	 * @throws LockConfigurationException if the database has no such locks, or they are
	 * of no use with the settings
	 */
	static Locking detect(LockConnectionSource source, LockSessionSettings settings, LockTechnique technique)
			throws SQLException {
		Connection connection = source.open();
		try {
			SessionConnection.limitAnswers(connection, settings.keepAliveInterval());
			Locking locking = detect(connection, technique);
			locking.requireUse(settings.mode());
			return locking;
		}
		finally {
			source.discard(connection);
		}
	}

	/**
	 * Finds out how the database of a connection locks.
	 */
	static Locking detect(Connection connection, LockTechnique technique) throws SQLException {
		boolean named = switch (technique) {
			case AUTO -> Dialects.haveNamedLocks(connection);
			case NATIVE -> true;
			case ROW -> false;
			case MEMORY -> throw new IllegalArgumentException("Locks in memory need no connection");
		};
		return named ? new NamedLocking(Dialects.namedLocks(connection))
				: new RowLocking(Dialects.rowLocks(connection));
	}

	/**
	 * Refuses a session for each thread where each of the thread's locks needs one more:
	 * the database would see no deadlock, and threads of this JVM, which then wait there,
	 * would not be told of theirs.
	 */
	private void requireUse(SessionMode mode) {
		if (locksRows() && mode == SessionMode.DEDICATED) {
			throw new LockConfigurationException(
					("'named-lock.sessions.mode' is 'dedicated', and the locks of %s are rows: each has a session"
							+ " of its own, so that the database cannot tell which of them belong to one thread,"
							+ " and sees no deadlock.")
						.formatted(dialect().description()),
					"Leave 'named-lock.sessions.mode' at 'shared', where a deadlock between threads of one instance is"
							+ " refused and one between instances ends with the wait time, or use the named locks of"
							+ " MySQL, MariaDB or PostgreSQL ('named-lock.backend=native')");
		}
	}

	/**
	 * Many locks on a session.
	 *
	 */
	record NamedLocking(NamedLockDialect dialect) implements Locking {

		@Override
		public String description() {
			return this.dialect.description() + ", named locks";
		}

		@Override
		public boolean locksRows() {
			return false;
		}

		@Override
		public void prepare(Connection connection) {
			// the driver commits each statement already
		}

		@Override
		public LockSession session(SessionConnection connection, PlatformThreads threads, SessionClock clock,
				Duration interval) {
			return new NamedLockSession(connection, this.dialect, threads, interval);
		}

	}

	/**
	 * One lock on a session, which is its transaction.
	 *
	 */
	record RowLocking(RowLockDialect dialect, LockRows.Known rows) implements Locking {

		RowLocking(RowLockDialect dialect) {
			this(dialect, new LockRows.Known());
		}

		@Override
		public String description() {
			return this.dialect.description() + ", row locks";
		}

		@Override
		public boolean locksRows() {
			return true;
		}

		@Override
		public void prepare(Connection connection) throws SQLException {
			connection.setTransactionIsolation(this.dialect.isolation());
			connection.setAutoCommit(false);
		}

		@Override
		public LockSession session(SessionConnection connection, PlatformThreads threads, SessionClock clock,
				Duration interval) {
			LockRows own = new LockRows(connection, this.dialect, this.rows, interval);
			return new RowLockSession(new RowLockStatements(connection, this.dialect, own, interval), threads, clock,
					interval);
		}

	}

}
