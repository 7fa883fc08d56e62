package io.namedlock.core;

import java.io.IOException;
import java.time.Duration;

import io.namedlock.LockBackendException;
import io.namedlock.LockDeadlockException;
import io.namedlock.LockHandle;
import io.namedlock.LockRegistry;
import io.namedlock.LockRequest;
import io.namedlock.test.TestSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class BackendFailureTests extends RegistryTestSupport {

	private final FakeBackend backend = new FakeBackend();

	private final String name = uniqueName();

	private final LockBackendException failure = new LockBackendException(this.name, "connection reset", null);

	private DefaultLockRegistry created;

	@Override
	protected LockRegistry newRegistry(LockRegistrySettings settings) {
		this.created = new DefaultLockRegistry(this.backend, TestSettings.neverHandingOver(settings.waitTime()));
		return this.created;
	}

	@AfterEach
	void nothingIsLeft() {
		assertThat(this.created.gateCount()).isZero();
		assertThat(this.backend.database().trespasses()).isZero();
	}

	@Test
	void aFailedAttemptLeavesTheLockFree() throws Exception {
		this.backend.failToAcquire(this.failure);
		assertThatExceptionOfType(LockBackendException.class).isThrownBy(() -> registry().acquire(this.name))
			.isSameAs(this.failure);
		assertFree(this.name);
	}

	@Test
	void tryFormsFailToo() throws Exception {
		this.backend.failToAcquire(this.failure);
		assertThatExceptionOfType(LockBackendException.class).isThrownBy(() -> registry().tryAcquire(this.name));
		this.backend.failToAcquire(this.failure);
		assertThatExceptionOfType(LockBackendException.class).isThrownBy(() -> obtain(this.name).tryLock());
		assertFree(this.name);
	}

	@Test
	void aDeadlockOfTheDatabaseEndsAsOneOfThisJvm() {
		LockDeadlockException deadlock = new LockDeadlockException(this.name, "3058");
		this.backend.failToAcquire(deadlock);
		assertThatExceptionOfType(LockDeadlockException.class).isThrownBy(() -> registry().acquire(this.name));
		this.backend.failToAcquire(deadlock);
		assertThat(registry().tryAcquire(this.name)).isEmpty();
		this.backend.failToAcquire(deadlock);
		assertThat(obtain(this.name).tryLock()).isFalse();
	}

	@Test
	void aFailedAttemptPassesTheTurn() throws Exception {
		LockHandle handle = registry().acquire(this.name);
		Pending<LockHandle> first = actor().begins(() -> registry().acquire(this.name)).awaitWaiting();
		Pending<Void> second = actor().begins(() -> registry().acquire(this.name).close()).awaitWaiting();
		this.backend.failToAcquire(this.failure);
		handle.close();
		assertThatExceptionOfType(LockBackendException.class).isThrownBy(first::result).isSameAs(this.failure);
		second.result();
	}

	@Test
	void aFailedReleaseIsToldAndPassesTheTurn() throws Exception {
		LockHandle handle = registry().acquire(this.name);
		Pending<Void> waiter = actor().begins(() -> registry().acquire(this.name).close()).awaitWaiting();
		this.backend.failToRelease(this.failure);
		assertThatExceptionOfType(LockBackendException.class).isThrownBy(handle::close).isSameAs(this.failure);
		assertThat(handle.isHeld()).isFalse();
		handle.close();
		waiter.result();
	}

	@Test
	void aFailedUnlockEndsTheHold() throws Exception {
		obtain(this.name).lock();
		this.backend.failToRelease(this.failure);
		assertThatExceptionOfType(LockBackendException.class).isThrownBy(obtain(this.name)::unlock);
		assertThatExceptionOfType(IllegalMonitorStateException.class).isThrownBy(obtain(this.name)::unlock);
		assertFree(this.name);
	}

	@Test
	void aFailedReleaseOfAKeptLockPassesTheTurn() throws Exception {
		this.backend.failToRelease(this.failure);
		registry().acquire(LockRequest.of(this.name).heldAtLeast(Duration.ofMillis(100))).close();
		registry().acquire(this.name).close();
	}

	@Test
	void whatTheBodyThrowsWinsOverAFailedRelease() {
		IOException body = new IOException("body");
		this.backend.failToRelease(this.failure);
		assertThatExceptionOfType(IOException.class)
			.isThrownBy(() -> registry().execute(LockRequest.of(this.name), () -> {
				throw body;
			}))
			.isSameAs(body)
			.satisfies((ex) -> assertThat(ex.getSuppressed()).containsExactly(this.failure));
	}

	@Test
	void ofSeveralLocksTheGrantedOnesAreGivenBack() throws Exception {
		LockRequest request = LockRequest.ofAll("a" + this.name, "b" + this.name);
		this.backend.failToAcquireAfter(1, this.failure);
		assertThatExceptionOfType(LockBackendException.class).isThrownBy(() -> registry().acquire(request));
		assertFree("a" + this.name);
		assertFree("b" + this.name);
	}

	@Test
	void everyLockOfSeveralIsReleasedWhateverFails() throws Exception {
		LockHandle handle = registry().acquire(LockRequest.ofAll("a" + this.name, "b" + this.name));
		LockBackendException second = new LockBackendException(this.name, "reset again", null);
		this.backend.failToRelease(this.failure);
		this.backend.failToRelease(second);
		assertThatExceptionOfType(LockBackendException.class).isThrownBy(handle::close)
			.isSameAs(this.failure)
			.satisfies((ex) -> assertThat(ex.getSuppressed()).containsExactly(second));
		assertFree("a" + this.name);
		assertFree("b" + this.name);
	}

	@Test
	void anUnexpectedFailureLeaksNothing() throws Exception {
		LockRequest request = LockRequest.ofAll("a" + this.name, "b" + this.name);
		IllegalStateException bug = new IllegalStateException("a bug in a driver");
		this.backend.failToAcquireAfter(1, bug);
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> registry().acquire(request))
			.isSameAs(bug);
		assertFree("a" + this.name);
		assertFree("b" + this.name);
	}

}
