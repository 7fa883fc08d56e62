package io.namedlock.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

import io.namedlock.jdbc.dialect.LockDialect;
import io.namedlock.jdbc.dialect.NamedLockDialect;
import io.namedlock.jdbc.dialect.NamedLockDialects;
import io.namedlock.jdbc.dialect.RowLockDialect;
import io.namedlock.jdbc.dialect.RowLockDialects;

/**
 * How a backend's sessions lock.
 */
interface Locking {

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
	 * A lock for the start-up check.
	 * @param session makes what is needed for it, and removes that
	 */
	ProbeLock probe(ProbeSession session) throws SQLException;

	/**
	 * Finds out how the database of a connection locks.
	 */
	static Locking detect(Connection connection, LockTechnique technique) throws SQLException {
		boolean named = switch (technique) {
			case BEST -> NamedLockDialects.haveNamedLocks(connection);
			case NATIVE -> true;
			case ROW -> false;
		};
		return named ? new NamedLocking(NamedLockDialects.detect(connection))
				: new RowLocking(RowLockDialects.detect(connection));
	}

	/**
	 * Many locks on a session.
	 *
	 * @param dialect what the database calls them
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

		@Override
		public ProbeLock probe(ProbeSession session) {
			return new ProbeNamedLock(this.dialect);
		}

	}

	/**
	 * One lock on a session, which is its transaction.
	 *
	 * @param dialect how the database locks a row
	 * @param rows what the sessions know together
	 */
	record RowLocking(RowLockDialect dialect, KnownRows rows) implements Locking {

		RowLocking(RowLockDialect dialect) {
			this(dialect, new KnownRows());
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

		@Override
		public ProbeLock probe(ProbeSession session) throws SQLException {
			return new ProbeRowLock(this.dialect, session);
		}

	}

}
