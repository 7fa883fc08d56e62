package io.namedlock.core;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;

import io.namedlock.LockHandle;
import io.namedlock.LockRequest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A thread that holds a lock gets it again by any form, and releases it with the last of
 * them.
 */
interface ReentrancyContract extends RegistryFixture {

	@Test
	default void releasesWithTheLastUnlock() throws Exception {
		String name = uniqueName();
		Lock lock = obtain(name);
		lock.lock();
		lock.lock();
		obtain(name).lock();
		lock.unlock();
		lock.unlock();
		assertHeld(name);
		lock.unlock();
		assertFree(name);
	}

	@Test
	default void everyFormIsReentrant() throws Exception {
		String name = uniqueName();
		Lock lock = obtain(name);
		lock.lock();
		lock.lockInterruptibly();
		assertThat(lock.tryLock()).isTrue();
		assertThat(lock.tryLock(0, TimeUnit.SECONDS)).isTrue();
		assertThat(lock.tryLock(1, TimeUnit.SECONDS)).isTrue();
		for (int i = 0; i < 4; i++) {
			lock.unlock();
		}
		assertHeld(name);
		lock.unlock();
		assertFree(name);
	}

	@Test
	default void releasesWithTheLastHandleWhateverTheOrder() throws Exception {
		String name = uniqueName();
		LockHandle first = registry().acquire(name);
		LockHandle second = registry().acquire(name, Duration.ZERO);
		LockHandle third = registry().tryAcquire(name).orElseThrow();
		first.close();
		assertHeld(name);
		third.close();
		assertHeld(name);
		assertThat(second.isHeld()).isTrue();
		second.close();
		assertFree(name);
	}

	@Test
	default void countsLocksAndHandlesTogether() throws Exception {
		String name = uniqueName();
		LockHandle handle = registry().acquire(name);
		Lock lock = obtain(name);
		assertThat(lock.tryLock()).isTrue();
		handle.close();
		assertHeld(name);
		lock.unlock();
		assertFree(name);
	}

	@Test
	default void unlockDoesNotCloseAHandle() throws Exception {
		String name = uniqueName();
		try (LockHandle handle = registry().acquire(name)) {
			assertThatExceptionOfType(IllegalMonitorStateException.class).isThrownBy(() -> obtain(name).unlock());
			assertThat(handle.isHeld()).isTrue();
			assertHeld(name);
		}
		assertFree(name);
	}

	@Test
	default void oneUnlockTooManyIsRefused() throws Exception {
		String name = uniqueName();
		Lock lock = obtain(name);
		lock.lock();
		lock.unlock();
		assertThatExceptionOfType(IllegalMonitorStateException.class).isThrownBy(lock::unlock);
		assertFree(name);
	}

	@Test
	default void executeIsReentrant() throws Exception {
		LockRequest request = LockRequest.of(uniqueName()).waitingAtMost(Duration.ZERO);
		String result = registry().execute(request, () -> registry().execute(request, () -> "inner"));
		assertThat(result).isEqualTo("inner");
		assertFree(request.toString());
	}

	@Test
	default void closingANestedHandleElsewhereLeavesTheOuterHold() throws Exception {
		String name = uniqueName();
		Lock lock = obtain(name);
		lock.lock();
		LockHandle nested = registry().acquire(name);
		actor().does(nested::close);
		assertHeld(name);
		assertThat(lock.tryLock()).isTrue();
		lock.unlock();
		lock.unlock();
		assertFree(name);
	}

}
