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
		return new FoundDatabase(locking,
				new StartUpCheck(source, locking, check, settings.keepAliveInterval()).run(tables));
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
