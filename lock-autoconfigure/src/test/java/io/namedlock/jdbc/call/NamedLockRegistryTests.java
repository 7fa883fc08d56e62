package io.namedlock.jdbc.call;

import io.namedlock.LockRegistry;
import io.namedlock.core.LockRegistryContractTests;
import io.namedlock.core.LockRegistrySettings;
import io.namedlock.test.TestDatabase;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every registry keeps, on a database's named locks.
 */
@ParameterizedClass
@MethodSource("io.namedlock.test.TestDatabase#allAndOneLockSessions")
class NamedLockRegistryTests extends LockRegistryContractTests {

	@Parameter
	@SuppressWarnings("NullAway.Init")
	private TestDatabase database;

	@Override
	protected LockRegistry newRegistry(LockRegistrySettings settings) {
		return NamedLockRegistries.connect(this.database, NamedLockRegistries.SETTINGS, settings);
	}

	@Override
	public int rounds() {
		return 50;
	}

}
