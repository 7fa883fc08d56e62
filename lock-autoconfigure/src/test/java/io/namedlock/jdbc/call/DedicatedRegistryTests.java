package io.namedlock.jdbc.call;

import io.namedlock.LockRegistry;
import io.namedlock.core.CommonRegistryContractTests;
import io.namedlock.core.LockRegistrySettings;
import io.namedlock.test.TestDatabase;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every registry keeps, with a session for each thread.
 */
@ParameterizedClass
@MethodSource("io.namedlock.test.TestDatabase#all")
class DedicatedRegistryTests extends CommonRegistryContractTests {

	@Parameter
	@SuppressWarnings("NullAway.Init")
	private TestDatabase database;

	@Override
	protected LockRegistry newRegistry(LockRegistrySettings settings) {
		return NamedLockRegistries.connect(this.database, NamedLockRegistries.DEDICATED, settings);
	}

	@Override
	protected boolean isInLine(Thread thread) {
		return super.isInLine(thread) || ServerLine.has(thread, this.database);
	}

	@Override
	public int rounds() {
		return 50;
	}

}
