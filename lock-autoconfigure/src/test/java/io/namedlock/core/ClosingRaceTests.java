package io.namedlock.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;

import io.namedlock.LockBackendException;
import io.namedlock.LockException;
import io.namedlock.LockHandle;
import io.namedlock.LockLostException;
import io.namedlock.LockRegistry;
import io.namedlock.LockRequest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ClosingRaceTests extends RegistryTestSupport {

	private static final int ROUNDS = 1_000;

	@Override
	protected LockRegistry newRegistry(LockRegistrySettings settings) {
		return new DefaultLockRegistry(new MemoryLockBackend(), settings);
	}

	@Test
	void nobodyHoldsALockOfAClosedRegistry() throws Exception {
		Actor closer = actor();
		for (int round = 0; round < ROUNDS; round++) {
			DefaultLockRegistry registry = (DefaultLockRegistry) newRegistry(LockRegistrySettings.defaults());
			LockHandle first = registry.acquire("first");
			Pending<Void> closing = closer.begins(registry::close);
			List<LockHandle> handles = acquireUntilClosed(registry);
			closing.result();
			assertThat(first.isHeld()).isFalse();
			assertThat(handles).as("acquired in round %d", round).noneMatch(LockHandle::isHeld);
			assertThat(registry.gateCount()).as("gates in round %d", round).isZero();
		}
	}

	@Test
	void closingAHandleWhileTheRegistryClosesFailsAsDocumented() throws Exception {
		Actor closer = actor();
		LockRequest request = LockRequest.of("a").heldAtLeast(Duration.ofHours(1));
		for (int round = 0; round < ROUNDS; round++) {
			DefaultLockRegistry registry = (DefaultLockRegistry) newRegistry(LockRegistrySettings.defaults());
			LockHandle handle = registry.acquire(request);
			CyclicBarrier start = new CyclicBarrier(2);
			Pending<Void> closing = closer.begins(() -> {
				start.await();
				registry.close();
			});
			start.await();
			closeUnlessLost(handle);
			closing.result();
			assertThat(registry.gateCount()).isZero();
		}
	}

	private static List<LockHandle> acquireUntilClosed(LockRegistry registry) {
		List<LockHandle> handles = new ArrayList<>();
		try {
			while (true) {
				handles.add(registry.acquire("n" + handles.size()));
			}
		}
		catch (LockException ex) {
			assertThat(ex).isInstanceOf(LockBackendException.class);
			return handles;
		}
	}

	private static void closeUnlessLost(LockHandle handle) {
		try {
			handle.close();
		}
		catch (LockLostException ex) {
			assertThat(ex).isInstanceOf(LockException.class);
		}
	}

}
