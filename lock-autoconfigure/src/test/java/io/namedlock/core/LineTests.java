package io.namedlock.core;

import io.namedlock.LockHandle;
import io.namedlock.LockRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A backend that tells fewer locks apart than there are names.
 */
class LineTests extends RegistryTestSupport {

	private final FakeBackend backend = new FakeBackend();

	private DefaultLockRegistry created;

	@Override
	protected LockRegistry newRegistry(LockRegistrySettings settings) {
		this.backend.compareBy((key) -> key.value().charAt(0));
		this.created = new DefaultLockRegistry(this.backend, settings);
		return this.created;
	}

	@AfterEach
	void nothingIsLeft() {
		assertThat(this.created.gateCount()).isZero();
		assertThat(this.backend.database().trespasses()).isZero();
	}

	@Test
	void namesOfOneLineExcludeEachOther() throws Exception {
		LockHandle handle = registry().acquire("a:1");
		assertThat(isFreeForStrangers(registry(), "a:2")).isFalse();
		assertThat(this.backend.attempts()).hasSize(1);
		Pending<LockHandle> waiter = actor().begins(() -> registry().acquire("a:2")).awaitInLine();
		handle.close();
		waiter.result().close();
	}

	@Test
	void namesOfOneLineAreOneLockToTheirOwner() {
		try (LockHandle one = registry().acquire("a:1"); LockHandle other = registry().acquire("a:2")) {
			assertThat(one.isHeld()).isTrue();
			assertThat(other.isHeld()).isTrue();
		}
		assertThat(this.backend.releases()).isOne();
	}

	@Test
	void namesOfDifferentLinesAreDifferentLocks() throws Exception {
		try (LockHandle one = registry().acquire("a:1")) {
			assertThat(isFreeForStrangers(registry(), "b:1")).isTrue();
		}
	}

}
