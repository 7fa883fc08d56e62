package io.namedlock.jdbc.call;

import io.namedlock.LockRegistry;
import io.namedlock.core.DefaultLockRegistry;
import io.namedlock.core.LockRegistryContractTests;
import io.namedlock.core.LockRegistrySettings;
import io.namedlock.test.RowLockBackends;
import io.namedlock.test.TestDatabase;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every registry keeps, on rows of a database.
 */
@ParameterizedClass
@MethodSource("io.namedlock.test.TestDatabase#rows")
class RowLockRegistryTests extends LockRegistryContractTests {

	@Parameter
	@SuppressWarnings("NullAway.Init")
	private TestDatabase database;

	@Override
	protected LockRegistry newRegistry(LockRegistrySettings settings) {
		return new DefaultLockRegistry(RowLockBackends.connect(this.database), settings);
	}

	@Override
	public int rounds() {
		return 50;
	}

}
