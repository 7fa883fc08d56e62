package io.namedlock.core;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;

import io.namedlock.LockInterruptedException;
import io.namedlock.LockNotAcquiredException;
import io.namedlock.LockRegistry;
import io.namedlock.LockRequest;
import io.namedlock.test.TestSettings;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * An interrupt ends the waits that say so, leaves the others alone, and the flag is never
 * lost.
 */
interface InterruptContract extends RegistryFixture {

	@Test
	default void lockIsNotInterrupted() throws Exception {
		String name = uniqueName();
		Lock lock = obtain(name);
		lock.lock();
		Pending<Boolean> waiter = actor().begins(() -> {
			obtain(name).lock();
			obtain(name).unlock();
			return Thread.currentThread().isInterrupted();
		}).awaitInLine().interrupt().awaitInLine();
		lock.unlock();
		assertThat(waiter.result()).isTrue();
		assertFree(name);
	}

	@Test
	default void lockKeepsTheFlagWhenItsTimeIsOver() throws Exception {
		String name = uniqueName();
		LockRegistry registry = registry(TestSettings.handingOver(Duration.ofMillis(300), 64, Duration.ZERO));
		registry.obtain(name).lock();
		Deadline deadline = Deadline.after(Duration.ofMillis(300));
		Pending<Boolean> waiter = actor().begins(() -> {
			Thread.currentThread().interrupt();
			assertThatExceptionOfType(LockNotAcquiredException.class).isThrownBy(registry.obtain(name)::lock);
			return Thread.currentThread().isInterrupted();
		});
		assertThat(waiter.result()).isTrue();
		assertThat(deadline.hasPassed()).isTrue();
		registry.obtain(name).unlock();
	}

	@Test
	default void lockInterruptiblyEndsWithTheFlagCleared() throws Exception {
		String name = uniqueName();
		Lock lock = obtain(name);
		lock.lock();
		Pending<Boolean> waiter = actor().begins(() -> {
			assertThatExceptionOfType(InterruptedException.class).isThrownBy(obtain(name)::lockInterruptibly);
			return Thread.currentThread().isInterrupted();
		}).awaitInLine().interrupt();
		assertThat(waiter.result()).isFalse();
		lock.unlock();
		assertFree(name);
	}

	@Test
	default void interruptibleFormsRefuseAnInterruptedThreadEvenIfTheLockIsFree() throws Exception {
		String name = uniqueName();
		actor().does(() -> {
			refuses(() -> obtain(name).lockInterruptibly());
			refuses(() -> obtain(name).tryLock(1, TimeUnit.SECONDS));
			refuses(() -> obtain(name).tryLock(0, TimeUnit.SECONDS));
			obtain(name).lock();
			refuses(() -> obtain(name).lockInterruptibly());
			refuses(() -> obtain(name).tryLock(1, TimeUnit.SECONDS));
			obtain(name).unlock();
		});
		assertFree(name);
	}

	@Test
	default void tryLockDoesNotCareForInterrupts() throws Exception {
		String name = uniqueName();
		actor().does(() -> {
			Thread.currentThread().interrupt();
			assertThat(obtain(name).tryLock()).isTrue();
			assertThat(obtain(name).tryLock()).isTrue();
			assertThat(Thread.interrupted()).isTrue();
			assertHeld(name);
			obtain(name).unlock();
			obtain(name).unlock();
		});
		assertFree(name);
	}

	@Test
	default void tryLockOfAHeldLockKeepsTheFlag() throws Exception {
		String name = uniqueName();
		obtain(name).lock();
		actor().does(() -> {
			Thread.currentThread().interrupt();
			assertThat(obtain(name).tryLock()).isFalse();
			assertThat(Thread.interrupted()).isTrue();
		});
		obtain(name).unlock();
	}

	@Test
	default void acquireIsInterruptedWithTheFlagSet() throws Exception {
		String name = uniqueName();
		obtain(name).lock();
		Pending<Void> acquiring = actor().begins(() -> interruptedIn(() -> registry().acquire(name))).awaitInLine();
		Pending<Void> trying = actor().begins(() -> interruptedIn(() -> registry().tryAcquire(LockRequest.of(name))))
			.awaitInLine();
		acquiring.interrupt().result();
		trying.interrupt().result();
		obtain(name).unlock();
		assertFree(name);
	}

	@Test
	default void acquireRefusesAnInterruptedThread() throws Exception {
		String name = uniqueName();
		actor().does(() -> {
			Thread.currentThread().interrupt();
			interruptedIn(() -> registry().acquire(name));
			interruptedIn(() -> registry().tryAcquire(LockRequest.of(name)));
		});
		assertFree(name);
	}

	@Test
	default void unlockAndCloseWorkForAnInterruptedThread() throws Exception {
		String name = uniqueName();
		actor().does(() -> {
			registry().execute(LockRequest.of(name), () -> Thread.currentThread().interrupt());
			assertThat(Thread.interrupted()).isTrue();
			obtain(name).lock();
			Thread.currentThread().interrupt();
			obtain(name).unlock();
			assertThat(Thread.interrupted()).isTrue();
		});
		assertFree(name);
	}

	private static void refuses(Actor.Step step) {
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(InterruptedException.class).isThrownBy(step::run);
		assertThat(Thread.currentThread().isInterrupted()).isFalse();
	}

	private static void interruptedIn(Actor.Step step) {
		assertThatExceptionOfType(LockInterruptedException.class).isThrownBy(step::run)
			.satisfies((ex) -> assertThat(ex.getMessage()).contains(ex.lockName()));
		assertThat(Thread.currentThread().isInterrupted()).isTrue();
	}

}
