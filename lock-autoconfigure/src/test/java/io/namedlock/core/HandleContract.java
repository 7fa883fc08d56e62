package io.namedlock.core;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

import io.namedlock.LockHandle;
import io.namedlock.LockLostException;
import io.namedlock.LockRequest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A handle tells what it holds, and releases it once, whoever closes it and however
 * often.
 */
interface HandleContract extends RegistryFixture {

	@Test
	default void tellsWhatItHolds() {
		String name = uniqueName();
		try (LockHandle handle = registry().acquire(name)) {
			assertThat(handle.name()).isEqualTo(name);
			assertThat(handle.isHeld()).isTrue();
			assertThat(handle.fencingToken()).isEmpty();
			handle.verify();
		}
	}

	@Test
	default void isNotHeldOnceClosed() {
		LockHandle handle = registry().acquire(uniqueName());
		handle.close();
		assertThat(handle.isHeld()).isFalse();
		assertThatExceptionOfType(LockLostException.class).isThrownBy(handle::verify)
			.withMessageContaining(handle.name());
	}

	@Test
	default void timeStopsWhenItIsClosed() {
		LockHandle handle = registry().acquire(uniqueName());
		Deadline deadline = Deadline.after(Duration.ofMillis(5));
		while (!deadline.hasPassed()) {
			Thread.onSpinWait();
		}
		handle.close();
		Duration heldFor = handle.heldFor();
		assertThat(heldFor).isGreaterThanOrEqualTo(Duration.ofMillis(5));
		assertThat(handle.heldFor()).isEqualTo(heldFor);
	}

	@Test
	default void closingAgainDoesNothing() throws Exception {
		String name = uniqueName();
		LockHandle outer = registry().acquire(name);
		LockHandle inner = registry().acquire(name);
		inner.close();
		inner.close();
		assertThat(outer.isHeld()).isTrue();
		assertHeld(name);
		outer.close();
		LockHandle next = actor().does(() -> registry().acquire(name));
		outer.close();
		assertThat(next.isHeld()).isTrue();
		assertHeld(name);
		next.close();
		assertFree(name);
	}

	@Test
	default void anyThreadMayCloseIt() throws Exception {
		String name = uniqueName();
		LockHandle handle = registry().acquire(name);
		actor().does(handle::close);
		assertThat(handle.isHeld()).isFalse();
		assertFree(name);
		assertThatExceptionOfType(IllegalMonitorStateException.class).isThrownBy(obtain(name)::unlock);
	}

	@Test
	default void closingAtOnceFromManyThreadsReleasesOnce() throws Exception {
		String name = uniqueName();
		for (int round = 0; round < Math.min(50, rounds()); round++) {
			LockHandle outer = registry().acquire(name);
			LockHandle inner = registry().acquire(name);
			closeFromManyThreads(inner);
			assertThat(outer.isHeld()).isTrue();
			closeFromManyThreads(outer);
		}
		assertFree(name);
	}

	@Test
	default void executeReleasesAfterwards() throws Exception {
		LockRequest request = LockRequest.of(uniqueName());
		AtomicBoolean ran = new AtomicBoolean();
		registry().execute(request, () -> {
			assertHeld(request.toString());
			ran.set(true);
		});
		assertThat(ran).isTrue();
		assertThat(registry().<Integer, RuntimeException>execute(request, () -> 42)).isEqualTo(42);
		assertFree(request.toString());
	}

	@Test
	default void executeReleasesAfterAnException() throws Exception {
		LockRequest request = LockRequest.of(uniqueName());
		IOException failure = new IOException("body");
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> registry().execute(request, () -> {
			throw failure;
		})).isSameAs(failure);
		assertFree(request.toString());
	}

	private void closeFromManyThreads(LockHandle handle) throws Exception {
		CountDownLatch start = new CountDownLatch(1);
		List<Actor> closers = List.of(new Actor(Thread::new), new Actor(Thread::new), new Actor(Thread::new));
		List<Pending<Void>> closing = new ArrayList<>();
		for (Actor closer : closers) {
			closing.add(closer.begins(() -> {
				start.await();
				handle.close();
			}));
		}
		start.countDown();
		for (Pending<Void> close : closing) {
			close.result();
		}
		closers.forEach(Actor::close);
	}

}
