package io.namedlock.core;

import java.time.Duration;

import io.namedlock.LockHandle;
import io.namedlock.LockRequest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A lock with a minimum hold stays locked for that long, however early its handle is
 * closed, and closing does not wait.
 */
interface MinimumHoldContract extends RegistryFixture {

	@Test
	default void closingDoesNotBlockAndKeepsTheLock() throws Exception {
		String name = uniqueName();
		LockHandle handle = registry().acquire(LockRequest.of(name).heldAtLeast(Duration.ofHours(1)));
		handle.close();
		handle.close();
		assertThat(handle.isHeld()).isFalse();
		assertThat(handle.heldFor()).isLessThan(Duration.ofHours(1));
		assertHeld(name);
		assertThat(registry().tryAcquire(name)).isEmpty();
	}

	@Test
	default void othersGetInWhenTheTimeIsOver() throws Exception {
		String name = uniqueName();
		Duration minimumHold = Duration.ofMillis(400);
		Actor owner = actor();
		Deadline deadline = Deadline.after(minimumHold);
		owner.does(() -> registry().acquire(LockRequest.of(name).heldAtLeast(minimumHold)).close());
		Pending<Void> same = owner.begins(() -> registry().acquire(name).close());
		Pending<Void> other = actor().begins(() -> registry().acquire(name).close());
		registry().acquire(name).close();
		assertThat(deadline.hasPassed()).isTrue();
		same.result();
		other.result();
		assertFree(name);
	}

	@Test
	default void aBodyThatTakesLongerReleasesOnClose() throws Exception {
		String name = uniqueName();
		Duration minimumHold = Duration.ofMillis(5);
		LockHandle handle = registry().acquire(LockRequest.of(name).heldAtLeast(minimumHold));
		while (handle.heldFor().compareTo(minimumHold) <= 0) {
			Thread.onSpinWait();
		}
		handle.close();
		assertFree(name);
	}

	@Test
	default void aNestedMinimumOutlivesTheOuterHold() throws Exception {
		String name = uniqueName();
		LockHandle outer = registry().acquire(name);
		registry().acquire(LockRequest.of(name).heldAtLeast(Duration.ofHours(1))).close();
		assertThat(obtain(name).tryLock()).isTrue();
		obtain(name).unlock();
		outer.close();
		assertHeld(name);
		assertThat(registry().tryAcquire(name)).isEmpty();
	}

	@Test
	default void anOuterMinimumOutlivesANestedHold() throws Exception {
		String name = uniqueName();
		LockHandle outer = registry().acquire(LockRequest.of(name).heldAtLeast(Duration.ofHours(1)));
		LockHandle nested = registry().acquire(name);
		outer.close();
		nested.close();
		assertHeld(name);
	}

	@Test
	default void countsForEachOfSeveralLocks() throws Exception {
		String one = uniqueName();
		String two = uniqueName();
		registry().acquire(LockRequest.ofAll(one, two).heldAtLeast(Duration.ofHours(1))).close();
		assertHeld(one);
		assertHeld(two);
	}

	@Test
	default void closingTheRegistryDoesNotWaitForIt() throws Exception {
		registry().acquire(LockRequest.of(uniqueName()).heldAtLeast(Duration.ofHours(1))).close();
		close(registry());
	}

}
