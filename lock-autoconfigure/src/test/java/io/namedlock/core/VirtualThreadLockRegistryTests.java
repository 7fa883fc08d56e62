package io.namedlock.core;

import java.util.concurrent.ThreadFactory;

import io.namedlock.LockRegistry;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

@EnabledForJreRange(min = JRE.JAVA_21)
class VirtualThreadLockRegistryTests extends LockRegistryContractTests {

	@Override
	protected LockRegistry newRegistry(LockRegistrySettings settings) {
		return new DefaultLockRegistry(new MemoryLockBackend(), settings);
	}

	@Override
	protected ThreadFactory threads() {
		return VirtualThreads.factory();
	}

}
