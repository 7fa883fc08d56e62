package io.namedlock.core;

import java.time.Duration;
import java.util.List;

import io.namedlock.LockBackendException;
import io.namedlock.LockHandle;
import io.namedlock.LockRegistry;
import io.namedlock.LockRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What a request for several locks asks of the backend.
 */
class JointAttemptTests extends RegistryTestSupport {

	private final FakeBackend backend = new FakeBackend();

	private final String one = "a" + uniqueName();

	private final String two = "b" + uniqueName();

	private final String three = "c" + uniqueName();

	private final LockRequest request = LockRequest.ofAll(this.three, this.one, this.two);

	@Override
	protected LockRegistry newRegistry(LockRegistrySettings settings) {
		return new DefaultLockRegistry(this.backend, settings);
	}

	@AfterEach
	void nothingIsLeft() throws Exception {
		assertThat(this.backend.database().trespasses()).isZero();
		for (String name : this.request.names()) {
			assertThat(this.backend.database().isHeld(LockKey.of(name))).as(name).isFalse();
		}
		assertThat(((DefaultLockRegistry) registry()).gateCount()).isZero();
	}

	@Test
	void locksThatAreFreeAreOneCall() {
		registry().acquire(this.request).close();
		assertThat(this.backend.jointAttempts()).containsExactly(3);
		assertThat(this.backend.attempts()).extracting((attempt) -> attempt.key().name())
			.containsExactly(this.one, this.two, this.three);
		assertThat(this.backend.waits()).isZero();
	}

	@Test
	void oneLockIsNoJointAttempt() {
		registry().acquire(LockRequest.ofAll(this.one)).close();
		assertThat(this.backend.jointAttempts()).isEmpty();
	}

	@Test
	void waitsWithoutAnotherTryForTheFirstThatIsNotFree() throws Exception {
		try (DefaultLockRegistry other = elsewhere()) {
			LockHandle busy = other.acquire(this.two);
			Pending<LockHandle> waiter = actor().begins(() -> registry().acquire(this.request));
			this.backend.database().awaitLine(1);
			assertThat(other.tryAcquire(this.one)).isEmpty();
			other.tryAcquire(this.three).orElseThrow().close();
			busy.close();
			try (LockHandle handle = waiter.result()) {
				assertThat(handle.isHeld()).isTrue();
			}
			assertThat(this.backend.waits()).isOne();
			assertThat(this.backend.jointAttempts()).containsExactly(3);
		}
	}

	@Test
	void takesNoneIfOneIsNotFreeInTime() throws Exception {
		try (DefaultLockRegistry other = elsewhere()) {
			LockHandle busy = other.acquire(this.two);
			assertThat(registry().tryAcquire(this.request.waitingAtMost(Duration.ZERO))).isEmpty();
			assertThat(registry().tryAcquire(this.request.waitingAtMost(Duration.ofMillis(50)))).isEmpty();
			busy.close();
			other.tryAcquire(this.request).orElseThrow().close();
		}
	}

	@Test
	void aLockInUseHereEndsTheAttempt() throws Exception {
		LockHandle busy = actor().does(() -> registry().acquire(this.three));
		Pending<LockHandle> waiter = actor().begins(() -> registry().acquire(this.request)).awaitInLine();
		assertThat(this.backend.jointAttempts()).containsExactly(2);
		busy.close();
		waiter.result().close();
	}

	@Test
	void aLockOfOnesOwnIsTakenAgain() {
		try (LockHandle held = registry().acquire(this.two); LockHandle handle = registry().acquire(this.request)) {
			assertThat(handle.isHeld()).isTrue();
			assertThat(this.backend.attempts()).hasSize(3);
		}
	}

	@Test
	void othersInLineGetTheirTurnAfterAFailure() throws Exception {
		LockBackendException failure = new LockBackendException(this.one, "connection reset", null);
		Actor other = actor();
		this.backend.inJointAttempt(() -> {
			this.backend.inJointAttempt(() -> {
			});
			other.begins(() -> registry().acquire(this.two).close()).awaitInLine();
			throw failure;
		});
		assertThatExceptionOfType(LockBackendException.class).isThrownBy(() -> registry().acquire(this.request))
			.isSameAs(failure);
		other.does(() -> registry().acquire(this.request).close());
	}

	@Test
	void aRegistryThatClosesMeanwhileKeepsNothing() {
		this.backend.inJointAttempt(() -> close(registry()));
		assertThatExceptionOfType(LockBackendException.class).isThrownBy(() -> registry().acquire(this.request))
			.withMessageContaining("closed");
	}

	@Test
	void eachLockIsFencedWhenAllAreHeld() {
		try (LockHandle handle = registry().acquire(this.request.fenced())) {
			assertThat(handle.fencingToken()).isPresent();
			assertThat(this.backend.verifies()).isEqualTo(3);
		}
	}

	@Test
	void aBackendThatTakesOneAfterTheOtherIsAskedSo() {
		try (DefaultLockRegistry memory = new DefaultLockRegistry(new MemoryLockBackend(),
				LockRegistrySettings.defaults()); LockHandle handle = memory.acquire(this.request)) {
			assertThat(List.of(this.one, this.two, this.three)).noneMatch((name) -> memory.status(name).isFree());
		}
	}

	private DefaultLockRegistry elsewhere() {
		return new DefaultLockRegistry(new FakeBackend(this.backend.database()), LockRegistrySettings.defaults());
	}

}
