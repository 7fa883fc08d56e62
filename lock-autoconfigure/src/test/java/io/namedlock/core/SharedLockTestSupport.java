package io.namedlock.core;

import java.time.Duration;

import io.namedlock.LockRegistry;
import io.namedlock.LockRequest;
import io.namedlock.test.TestSettings;
import org.junit.jupiter.api.AfterEach;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A lock that may be shared, on a backend that notes what it is asked and must hold
 * nothing in the end.
 */
abstract class SharedLockTestSupport extends RegistryTestSupport {

	private static final Duration LONG = Duration.ofHours(1);

	final FakeBackend backend = new FakeBackend();

	final String name = uniqueName();

	final LockRequest reading = LockRequest.of(this.name).shared();

	@Override
	protected LockRegistry newRegistry(LockRegistrySettings settings) {
		return new DefaultLockRegistry(this.backend, settings);
	}

	@AfterEach
	void nothingWasLeft() {
		assertThat(this.backend.database().trespasses()).isZero();
		assertThat(this.backend.database().isHeld(LockKey.of(this.name))).isFalse();
	}

	/**
	 * A registry whose threads may hand a lock to each other, or join who shares it.
	 * @param handOverLimit how often in a row
	 */
	final LockRegistry sharing(int handOverLimit) {
		return registry(TestSettings.handingOver(Duration.ofSeconds(30), handOverLimit, LONG));
	}

	/**
	 * A registry of another node.
	 */
	final LockRegistry registryOver(FakeBackend other) {
		return new DefaultLockRegistry(other, LockRegistrySettings.defaults());
	}

}
