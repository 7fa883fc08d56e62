package io.namedlock.core;

import io.namedlock.LockRegistry;
import org.junit.jupiter.api.AfterEach;

import static org.assertj.core.api.Assertions.assertThat;

class FakeNodesTests extends MultiNodeContractTests {

	private final FakeDatabase database = new FakeDatabase();

	@AfterEach
	void noNodeWasLetInTwice() {
		assertThat(this.database.trespasses()).isZero();
	}

	@Override
	protected LockRegistry newRegistry(LockRegistrySettings settings) {
		return new DefaultLockRegistry(new FakeBackend(this.database), settings);
	}

}
