package io.namedlock.test;

import io.namedlock.jdbc.CheckOnStart;
import io.namedlock.jdbc.LockConnectionSource;
import io.namedlock.jdbc.LockSessionSettings;
import io.namedlock.jdbc.LockTables;
import io.namedlock.jdbc.LockTechnique;
import io.namedlock.jdbc.call.JdbcLockBackend;

/**
 * Connects the backends of tests to databases whose tables are there.
 */
public final class TestBackends {

	private TestBackends() {
	}

	/**
	 * A node on a database's named locks, with an application's settings.
	 * @param database the database
	 * @return the backend, to be closed
	 */
	public static JdbcLockBackend connect(TestDatabase database) {
		return connect(database, TestSettings.sessions());
	}

	/**
	 * A node on a database's named locks.
	 * @param database the database
	 * @param settings how sessions are kept
	 * @return the backend, to be closed
	 */
	public static JdbcLockBackend connect(TestDatabase database, LockSessionSettings settings) {
		return connect(new DriverManagerSource(database), settings);
	}

	/**
	 * A node on the named locks of the database that a source leads to.
	 * @param source where connections come from, closed with the backend
	 * @param settings how sessions are kept
	 * @return the backend, to be closed
	 */
	public static JdbcLockBackend connect(LockConnectionSource source, LockSessionSettings settings) {
		return connect(source, settings, LockTechnique.NATIVE);
	}

	/**
	 * A node whose locks nothing checks, which takes its time.
	 * @param source where connections come from, closed with the backend
	 * @param settings how sessions are kept
	 * @param technique what the locks are made of
	 * @return the backend, to be closed
	 */
	public static JdbcLockBackend connect(LockConnectionSource source, LockSessionSettings settings,
			LockTechnique technique) {
		return JdbcLockBackend.connect(source, settings, CheckOnStart.NONE, technique, LockTables.PRESENT);
	}

	/**
	 * A node whose locks are checked as those of an application are.
	 * @param source where connections come from, closed with the backend
	 * @param settings how sessions are kept
	 * @param technique what the locks are made of
	 * @return the backend, to be closed
	 */
	public static JdbcLockBackend connectChecked(LockConnectionSource source, LockSessionSettings settings,
			LockTechnique technique) {
		return JdbcLockBackend.connect(source, settings, CheckOnStart.FULL, technique, LockTables.PRESENT);
	}

}
