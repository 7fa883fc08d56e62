package io.namedlock.core;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;

import io.namedlock.LockNotAcquiredException;
import io.namedlock.LockRegistry;
import io.namedlock.test.TestSettings;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A lock of {@link LockRegistry#obtain} keeps what
 * {@link java.util.concurrent.locks.Lock} promises, but has no conditions.
 */
interface JavaLockContract extends RegistryFixture {

	LockRegistrySettings IMPATIENT = TestSettings.waitingAtMost(Duration.ofMillis(200));

	@Test
	default void onlyTheOwnerUnlocks() throws Exception {
		String name = uniqueName();
		Lock lock = obtain(name);
		assertThatExceptionOfType(IllegalMonitorStateException.class).isThrownBy(lock::unlock)
			.withMessageContaining(name);
		lock.lock();
		Actor stranger = actor();
		assertThatExceptionOfType(IllegalMonitorStateException.class).isThrownBy(() -> stranger.does(lock::unlock));
		assertHeld(name);
		lock.unlock();
		assertFree(name);
	}

	@Test
	default void hasNoConditions() {
		Lock lock = obtain(uniqueName());
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(lock::newCondition);
	}

	@Test
	default void tryLockAnswersAtOnce() throws Exception {
		String name = uniqueName();
		Actor owner = actor();
		assertThat(owner.does(() -> obtain(name).tryLock())).isTrue();
		assertThat(obtain(name).tryLock()).isFalse();
		assertThat(obtain(name).tryLock(0, TimeUnit.SECONDS)).isFalse();
		assertThat(obtain(name).tryLock(-1, TimeUnit.SECONDS)).isFalse();
		assertThat(obtain(name).tryLock(Long.MIN_VALUE, TimeUnit.DAYS)).isFalse();
		owner.does(obtain(name)::unlock);
		assertFree(name);
	}

	@Test
	default void aNegativeTimeTriesOnce() throws Exception {
		Lock lock = obtain(uniqueName());
		assertThat(lock.tryLock(-1, TimeUnit.SECONDS)).isTrue();
		assertThat(lock.tryLock(Long.MIN_VALUE, TimeUnit.DAYS)).isTrue();
		lock.unlock();
		lock.unlock();
	}

	@Test
	default void timedTryLockWaitsItsTime() throws Exception {
		String name = uniqueName();
		Lock lock = obtain(name);
		lock.lock();
		Deadline deadline = Deadline.after(Duration.ofMillis(200));
		assertThat(actor().does(() -> obtain(name).tryLock(200, TimeUnit.MILLISECONDS))).isFalse();
		assertThat(deadline.hasPassed()).isTrue();
		lock.unlock();
		assertFree(name);
	}

	@Test
	default void lockEndsWithAnExceptionAfterTheWaitTime() throws Exception {
		String name = uniqueName();
		LockRegistry registry = registry(IMPATIENT);
		Lock lock = registry.obtain(name);
		lock.lock();
		Deadline deadline = Deadline.after(IMPATIENT.waitTime());
		Pending<Void> late = actor().begins(registry.obtain(name)::lock);
		assertThatExceptionOfType(LockNotAcquiredException.class).isThrownBy(late::result).withMessageContaining(name);
		assertThat(deadline.hasPassed()).isTrue();
		lock.unlock();
		assertThat(isFreeForStrangers(registry, name)).isTrue();
	}

	@Test
	default void lockInterruptiblyWaitsBeyondTheWaitTime() throws Exception {
		String name = uniqueName();
		LockRegistry registry = registry(IMPATIENT);
		Lock lock = registry.obtain(name);
		lock.lock();
		Actor waiter = actor();
		Pending<Void> waiting = waiter.begins(registry.obtain(name)::lockInterruptibly).awaitInLine();
		Actor later = actor();
		assertThatExceptionOfType(LockNotAcquiredException.class)
			.isThrownBy(() -> later.does(registry.obtain(name)::lock));
		assertThat(waiting.isDone()).isFalse();
		lock.unlock();
		waiting.result();
		waiter.does(registry.obtain(name)::unlock);
	}

}
