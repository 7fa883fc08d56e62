package io.namedlock.core;

import io.namedlock.LockHandle;
import io.namedlock.LockRegistry;
import io.namedlock.LockRequest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FencingTests {

	private final LockRegistry registry = new DefaultLockRegistry(new MemoryLockBackend(),
			LockRegistrySettings.defaults());

	@Test
	void eachHoldHasAGreaterToken() {
		assertThat(token(LockRequest.of("a"))).isEqualTo(1);
		assertThat(token(LockRequest.of("a"))).isEqualTo(2);
		assertThat(token(LockRequest.of("b"))).isEqualTo(1);
	}

	@Test
	void aReentrantHandleHasTheTokenOfTheHold() {
		try (LockHandle outer = this.registry.acquire(LockRequest.of("a").fenced());
				LockHandle inner = this.registry.acquire("a")) {
			assertThat(inner.fencingToken()).isEqualTo(outer.fencingToken());
		}
	}

	@Test
	void severalLocksHaveTheTokenOfTheFirstName() {
		token(LockRequest.of("z"));
		assertThat(token(LockRequest.ofAll("z", "a"))).isEqualTo(2);
		assertThat(token(LockRequest.ofAll("a", "z"))).isEqualTo(2);
	}

	private long token(LockRequest request) {
		try (LockHandle handle = this.registry.acquire(request.fenced())) {
			return handle.fencingToken().orElseThrow();
		}
	}

}
