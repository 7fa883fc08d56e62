package io.namedlock.jdbc.call;

import io.namedlock.LockRegistry;
import io.namedlock.core.DefaultLockRegistry;
import io.namedlock.core.LockRegistrySettings;
import io.namedlock.core.MultiNodeContractTests;
import io.namedlock.test.RowLockBackends;
import io.namedlock.test.TestDatabase;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the nodes of an application keep between each other, on rows of a database.
 */
@ParameterizedClass
@MethodSource("io.namedlock.test.TestDatabase#rows")
class RowLockNodesTests extends MultiNodeContractTests {

	@Parameter
	@SuppressWarnings("NullAway.Init")
	private TestDatabase database;

	@Override
	protected LockRegistry newRegistry(LockRegistrySettings settings) {
		return new DefaultLockRegistry(RowLockBackends.connect(this.database), settings);
	}

	/**
	 * MySQL before 5.7 waits a whole second for a row that is locked, even to try.
	 */
	@Override
	public int rounds() {
		return this.database.name().equals(TestDatabase.mySqlBefore57().name()) ? 5 : 50;
	}

}
