package io.namedlock.observe;

import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;

import io.namedlock.LockRegistry;
import io.namedlock.core.DefaultLockRegistry;
import io.namedlock.core.LockRegistrySettings;
import io.namedlock.core.MemoryLockBackend;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RecentOverviewTests {

	@AutoClose
	private final DefaultLockRegistry locks = new DefaultLockRegistry(new MemoryLockBackend(),
			LockRegistrySettings.defaults());

	@Test
	void looksOnceForAllGaugesThatAreReadTogether() {
		AtomicInteger looks = new AtomicInteger();
		LockRegistry counted = (LockRegistry) Proxy.newProxyInstance(LockRegistry.class.getClassLoader(),
				new Class<?>[] { LockRegistry.class }, (proxy, method, arguments) -> {
					looks.incrementAndGet();
					return method.invoke(this.locks, arguments);
				});
		RecentOverview overview = new RecentOverview(counted);
		for (int i = 0; i < 1000; i++) {
			assertThat(overview.get().held()).isEmpty();
		}
		assertThat(looks).hasValueLessThan(1000).hasPositiveValue();
	}

}
