package io.namedlock.jdbc.call;

import io.namedlock.LockRegistry;
import io.namedlock.core.LockRegistryContractTests;
import io.namedlock.core.LockRegistrySettings;
import io.namedlock.jdbc.LockSessionSettings;
import io.namedlock.test.TestDatabase;
import io.namedlock.test.TestSettings;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every registry keeps, also where its releases are only sent.
 */
@ParameterizedClass
@MethodSource("io.namedlock.test.TestDatabase#all")
class SentReleaseRegistryTests extends LockRegistryContractTests {

	static final LockSessionSettings SETTINGS = TestSettings.sent(TestSettings.sessions());

	@Parameter
	@SuppressWarnings("NullAway.Init")
	private TestDatabase database;

	@Override
	protected LockRegistry newRegistry(LockRegistrySettings settings) {
		return NamedLockRegistries.connect(this.database, SETTINGS, settings);
	}

	@Override
	public int rounds() {
		return 50;
	}

}
