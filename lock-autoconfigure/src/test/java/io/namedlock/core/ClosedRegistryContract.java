package io.namedlock.core;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;

import io.namedlock.LockBackendException;
import io.namedlock.LockHandle;
import io.namedlock.LockLostException;
import io.namedlock.LockRegistry;
import io.namedlock.LockRequest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A closed registry admits nobody, and sends away whoever waits or holds.
 */
interface ClosedRegistryContract extends RegistryFixture {

	@Test
	default void aClosedRegistryAdmitsNobody() throws Exception {
		String name = uniqueName();
		LockRegistry registry = registry();
		close(registry);
		close(registry);
		Lock lock = registry.obtain(name);
		refuses(() -> registry.acquire(name), name);
		refuses(() -> registry.tryAcquire(name), name);
		refuses(() -> registry.acquire(LockRequest.ofAll(name, "u:" + name)), name);
		refuses(lock::lock, name);
		refuses(lock::tryLock, name);
		refuses(lock::lockInterruptibly, name);
		refuses(() -> lock.tryLock(1, TimeUnit.SECONDS), name);
	}

	@Test
	default void waitersAreSentAway() throws Exception {
		String name = uniqueName();
		LockRegistry registry = registry();
		obtain(name).lock();
		Pending<LockHandle> acquiring = actor().begins(() -> registry.acquire(name)).awaitInLine();
		Pending<Void> locking = actor().begins(registry.obtain(name)::lock).awaitInLine();
		Pending<Boolean> trying = actor().begins(() -> registry.obtain(name).tryLock(1, TimeUnit.HOURS)).awaitInLine();
		close(registry);
		assertThatExceptionOfType(LockBackendException.class).isThrownBy(acquiring::result);
		assertThatExceptionOfType(LockBackendException.class).isThrownBy(locking::result);
		assertThatExceptionOfType(LockBackendException.class).isThrownBy(trying::result);
	}

	@Test
	default void holdersAreTold() throws Exception {
		LockRegistry registry = registry();
		LockHandle handle = registry.acquire(uniqueName());
		CountDownLatch told = new CountDownLatch(1);
		handle.onLost(told::countDown);
		close(registry);
		assertThat(told.await(10, TimeUnit.SECONDS)).isTrue();
		assertThat(handle.isHeld()).isFalse();
		assertThatExceptionOfType(LockLostException.class).isThrownBy(handle::verify)
			.withMessageContaining(handle.name());
		assertThatExceptionOfType(LockLostException.class).isThrownBy(handle::close)
			.withMessageContaining(handle.name());
	}

	@Test
	default void whoAsksLateIsToldAtOnce() throws Exception {
		LockRegistry registry = registry();
		LockHandle handle = registry.acquire(uniqueName());
		close(registry);
		CountDownLatch told = new CountDownLatch(1);
		handle.onLost(told::countDown);
		assertThat(told.await(10, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	default void whoHasClosedIsNotTold() throws Exception {
		LockRegistry registry = registry();
		CountDownLatch told = new CountDownLatch(1);
		CountDownLatch toldLast = new CountDownLatch(1);
		LockHandle closed = registry.acquire(uniqueName());
		closed.onLost(told::countDown);
		closed.close();
		registry.acquire(uniqueName()).onLost(toldLast::countDown);
		close(registry);
		assertThat(toldLast.await(10, TimeUnit.SECONDS)).isTrue();
		assertThat(told.getCount()).isOne();
	}

	private static void refuses(Actor.Step step, String name) {
		assertThatExceptionOfType(LockBackendException.class).isThrownBy(step::run).withMessageContaining(name);
	}

}
