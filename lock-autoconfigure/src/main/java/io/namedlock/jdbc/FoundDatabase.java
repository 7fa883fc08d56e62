package io.namedlock.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

import io.namedlock.LockConfigurationException;

/**
 * What a source's connections lead to.
 *
 * @param locking how the database locks
 * @param findings what was checked of it
 */
record FoundDatabase(Locking locking, StartUpFindings findings) {

	/**
	 * Opens connections to find out, and leaves none behind.
	 * @param tables the tables of the locks, wanted before the locks are tried
	 * @throws LockConfigurationException if the database has no such locks, or did not
	 * pass the check
	 */
	static FoundDatabase find(LockConnectionSource source, LockSessionSettings settings, CheckOnStart check,
			LockTechnique technique, LockTables tables) throws SQLException {
		Locking locking = detect(source, settings, technique);
		requireUse(locking, settings.mode());
		return new FoundDatabase(locking,
				new StartUpCheck(source, locking, check, settings.keepAliveInterval()).run(tables));
	}

	/**
	 * A session for each thread is of no use where each of the thread's locks needs one
	 * more: the database would see no deadlock, and threads of this JVM, which then wait
	 * there, would not be told of theirs.
	 */
	private static void requireUse(Locking locking, SessionMode mode) {
		if (locking.locksRows() && mode == SessionMode.DEDICATED) {
			throw new LockConfigurationException(
					("'named-lock.sessions.mode' is 'dedicated', and the locks of %s are"
							+ " rows: each has a session of its own, so that the database cannot"
							+ " tell which of them belong to one thread, and sees no deadlock.")
						.formatted(locking.dialect().description()),
					"Leave 'named-lock.sessions.mode' at 'shared', where a deadlock between threads of"
							+ " one instance is refused and one between instances ends with the wait time,"
							+ " or use the named locks of MySQL, MariaDB or PostgreSQL ('named-lock.backend=native').");
		}
	}

	private static Locking detect(LockConnectionSource source, LockSessionSettings settings, LockTechnique technique)
			throws SQLException {
		Connection connection = source.open();
		try {
			SessionConnection.limitAnswers(connection, settings.keepAliveInterval());
			return Locking.detect(connection, technique);
		}
		finally {
			source.discard(connection);
		}
	}

}
