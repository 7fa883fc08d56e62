package io.namedlock.core;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;

import io.namedlock.LockHandle;
import io.namedlock.LockNotAcquiredException;
import io.namedlock.LockRegistry;
import io.namedlock.LockRequest;
import io.namedlock.test.TestSettings;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A wait ends with the release or with its time, no earlier, and names the lock that it
 * did not get.
 */
interface WaitContract extends RegistryFixture {

	Duration SHORT = Duration.ofMillis(200);

	@Test
	default void acquireWaitsItsTimeAndNamesTheLock() throws Exception {
		String name = uniqueName();
		try (LockHandle handle = registry().acquire(name)) {
			Deadline deadline = Deadline.after(SHORT);
			Pending<?> late = actor().begins(() -> registry().acquire(name, SHORT));
			assertThatExceptionOfType(LockNotAcquiredException.class).isThrownBy(late::result)
				.withMessageContaining(name)
				.satisfies((ex) -> assertThat(ex.lockName()).isEqualTo(name));
			assertThat(deadline.hasPassed()).isTrue();
		}
		assertFree(name);
	}

	@Test
	default void tryAcquireWaitsItsTime() throws Exception {
		String name = uniqueName();
		try (LockHandle handle = registry().acquire(name)) {
			Deadline deadline = Deadline.after(SHORT);
			LockRequest request = LockRequest.of(name).waitingAtMost(SHORT);
			assertThat(actor().does(() -> registry().tryAcquire(request))).isEmpty();
			assertThat(deadline.hasPassed()).isTrue();
		}
		assertFree(name);
	}

	@Test
	default void aWaitOfZeroTriesOnce() throws Exception {
		String name = uniqueName();
		registry().acquire(name, Duration.ZERO).close();
		try (LockHandle handle = registry().acquire(name)) {
			assertThat(actor().does(() -> registry().tryAcquire(name))).isEmpty();
			assertThatExceptionOfType(LockNotAcquiredException.class)
				.isThrownBy(() -> actor().does(() -> registry().acquire(name, Duration.ZERO)));
		}
	}

	@Test
	default void theRegistrysWaitTimeCountsWhereTheRequestHasNone() throws Exception {
		String name = uniqueName();
		LockRegistry registry = registry(TestSettings.waitingAtMost(SHORT));
		try (LockHandle handle = registry.acquire(name)) {
			Deadline deadline = Deadline.after(SHORT);
			assertThat(actor().does(() -> registry.tryAcquire(LockRequest.of(name)))).isEmpty();
			assertThat(deadline.hasPassed()).isTrue();
		}
	}

	@Test
	default void aWaiterGetsTheLockWhenItIsReleased() throws Exception {
		String name = uniqueName();
		LockHandle handle = registry().acquire(name);
		Pending<LockHandle> waiter = actor().begins(() -> registry().acquire(name)).awaitInLine();
		handle.close();
		try (LockHandle next = waiter.result()) {
			assertThat(next.isHeld()).isTrue();
			assertHeld(name);
		}
		assertFree(name);
	}

	@Test
	default void theLongestWaitDoesNotOverflow() throws Exception {
		String name = uniqueName();
		Lock lock = obtain(name);
		lock.lock();
		Pending<Boolean> locking = actor().begins(() -> obtain(name).tryLock(Long.MAX_VALUE, TimeUnit.DAYS))
			.awaitInLine();
		LockRequest longest = LockRequest.of(name).waitingAtMost(Duration.ofNanos(Long.MAX_VALUE));
		Pending<LockHandle> acquiring = actor().begins(() -> registry().acquire(longest)).awaitInLine();
		locking.interrupt();
		assertThatExceptionOfType(InterruptedException.class).isThrownBy(locking::result);
		assertThat(acquiring.isDone()).isFalse();
		lock.unlock();
		acquiring.result().close();
		assertFree(name);
	}

	@Test
	default void aWaiterWhoGaveUpDoesNotHoldUpTheNext() throws Exception {
		String name = uniqueName();
		LockHandle handle = registry().acquire(name);
		Pending<Boolean> impatient = actor().begins(() -> obtain(name).tryLock(SHORT.toMillis(), TimeUnit.MILLISECONDS))
			.awaitInLineOrDone();
		Pending<LockHandle> patient = actor().begins(() -> registry().acquire(name)).awaitInLine();
		assertThat(impatient.result()).isFalse();
		handle.close();
		patient.result().close();
		assertFree(name);
	}

}
