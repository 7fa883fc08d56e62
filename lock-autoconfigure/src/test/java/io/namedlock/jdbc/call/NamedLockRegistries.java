package io.namedlock.jdbc.call;

import io.namedlock.core.DefaultLockRegistry;
import io.namedlock.core.LockRegistrySettings;
import io.namedlock.jdbc.LockSessionSettings;
import io.namedlock.test.RowLockBackends;
import io.namedlock.test.TestBackends;
import io.namedlock.test.TestDatabase;
import io.namedlock.test.TestSettings;

/**
 * Registries on the named locks of a database.
 */
final class NamedLockRegistries {

	/**
	 * Enough sessions where each holds one lock.
	 */
	static final LockSessionSettings SETTINGS = RowLockBackends.SETTINGS;

	/**
	 * As many, one for each thread.
	 */
	static final LockSessionSettings DEDICATED = TestSettings.dedicated(SETTINGS);

	private NamedLockRegistries() {
	}

	static DefaultLockRegistry connect(TestDatabase database, LockSessionSettings sessions,
			LockRegistrySettings settings) {
		return new DefaultLockRegistry(TestBackends.connect(database, sessions), settings);
	}

}
