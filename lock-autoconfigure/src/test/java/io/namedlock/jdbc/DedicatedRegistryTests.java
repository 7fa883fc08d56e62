package io.namedlock.jdbc;

import java.time.Duration;

import io.namedlock.LockRegistry;
import io.namedlock.core.DefaultLockRegistry;
import io.namedlock.core.LocksContractTests;
import io.namedlock.core.LockRegistrySettings;
import io.namedlock.test.DriverManagerSource;
import io.namedlock.test.TestDatabase;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every registry keeps, with a session for each thread.
 */
@ParameterizedClass
@MethodSource("io.namedlock.test.TestDatabase#all")
class DedicatedRegistryTests extends LocksContractTests {

	static final LockSessionSettings SETTINGS = new LockSessionSettings(8, 40, Duration.ofSeconds(5),
			Duration.ofSeconds(30))
		.with(SessionMode.DEDICATED);

	@Parameter
	@SuppressWarnings("NullAway.Init")
	private TestDatabase database;

	@Override
	protected LockRegistry newRegistry(LockRegistrySettings settings) {
		return new DefaultLockRegistry(JdbcLockBackend.connect(new DriverManagerSource(this.database), SETTINGS),
				settings);
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
