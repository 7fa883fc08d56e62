package io.namedlock.core;

import io.namedlock.LockRegistry;

class MemoryLockRegistryTests extends LockRegistryContractTests {

	@Override
	protected LockRegistry newRegistry(LockRegistrySettings settings) {
		return new DefaultLockRegistry(new MemoryLockBackend(), settings);
	}

}
