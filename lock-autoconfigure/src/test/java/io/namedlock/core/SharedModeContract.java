package io.namedlock.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.namedlock.LockConfigurationException;
import io.namedlock.LockDeadlockException;
import io.namedlock.LockHandle;
import io.namedlock.LockInterruptedException;
import io.namedlock.LockLostException;
import io.namedlock.LockMode;
import io.namedlock.LockRequest;
import io.namedlock.LockStatus;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Readers share a lock, a writer is alone in it, and who waits in line keeps later
 * readers out.
 */
interface SharedModeContract extends RegistryFixture {

	@Test
	default void isRefusedWhereTheBackendDoesNotHaveIt() {
		assumeThat(registry().supports(LockMode.SHARED)).isFalse();
		String name = uniqueName();
		assertThatExceptionOfType(LockConfigurationException.class).isThrownBy(() -> registry().acquire(shared(name)))
			.withMessageContaining(name)
			.withMessageContaining("SHARED");
		assertThat(registry().status(name).isFree()).isTrue();
	}

	@Test
	default void readersShareAndKeepWritersOut() throws Exception {
		String name = sharedName();
		LockHandle one = registry().acquire(shared(name));
		LockHandle other = actor().does(() -> registry().acquire(shared(name)));
		assertThat(one.isHeld()).isTrue();
		assertThat(other.isHeld()).isTrue();
		one.verify();
		other.verify();
		assertHeld(name);
		one.close();
		assertHeld(name);
		other.close();
		assertFree(name);
	}

	@Test
	default void aWriterKeepsReadersOut() throws Exception {
		String name = sharedName();
		try (LockHandle writer = registry().acquire(name)) {
			assertThat(actor().does(() -> registry().tryAcquire(once(name)))).isEmpty();
		}
		actor().does(() -> registry().tryAcquire(once(name)).orElseThrow().close());
	}

	@Test
	default void laterReadersComeAfterAWriterInLine() throws Exception {
		String name = sharedName();
		LockHandle reader = registry().acquire(shared(name));
		Pending<LockHandle> writer = actor().begins(() -> registry().acquire(name)).awaitInLine();
		assertThat(actor().does(() -> registry().tryAcquire(once(name)))).isEmpty();
		Pending<LockHandle> later = actor().begins(() -> registry().acquire(shared(name))).awaitInLine();
		reader.close();
		LockHandle written = writer.result();
		assertThat(later.isDone()).isFalse();
		written.close();
		later.result().close();
		assertFree(name);
	}

	@Test
	default void readersBehindAWriterThatLeavesAreLetIn() throws Exception {
		String name = sharedName();
		LockHandle reader = registry().acquire(shared(name));
		Pending<LockHandle> writer = actor().begins(() -> registry().acquire(name)).awaitInLine();
		Pending<LockHandle> one = actor().begins(() -> registry().acquire(shared(name))).awaitInLine();
		Pending<LockHandle> other = actor().begins(() -> registry().acquire(shared(name))).awaitInLine();
		assertThatExceptionOfType(LockInterruptedException.class).isThrownBy(writer.interrupt()::result);
		one.result().close();
		other.result().close();
		assertHeld(name);
		reader.close();
		assertFree(name);
	}

	@Test
	default void aReaderIsReentrantAlthoughAWriterWaits() throws Exception {
		String name = sharedName();
		LockHandle outer = registry().acquire(shared(name));
		Pending<LockHandle> writer = actor().begins(() -> registry().acquire(name)).awaitInLine();
		LockHandle inner = registry().tryAcquire(once(name)).orElseThrow();
		outer.close();
		assertThat(inner.isHeld()).isTrue();
		assertThat(writer.isDone()).isFalse();
		inner.close();
		writer.result().close();
	}

	@Test
	default void aWriterIsItsOwnReader() throws Exception {
		String name = sharedName();
		LockHandle writer = registry().acquire(name);
		LockHandle reader = registry().tryAcquire(once(name)).orElseThrow();
		writer.close();
		assertThat(actor().does(() -> registry().tryAcquire(once(name)))).isEmpty();
		reader.close();
		assertFree(name);
	}

	@Test
	default void aReaderDoesNotBecomeAWriter() throws Exception {
		String name = sharedName();
		try (LockHandle reader = registry().acquire(shared(name))) {
			assertThatExceptionOfType(LockDeadlockException.class).isThrownBy(() -> registry().acquire(name))
				.withMessageContaining(name)
				.withMessageContaining("exclusive mode from the start");
			assertThatExceptionOfType(LockDeadlockException.class).isThrownBy(obtain(name)::lock);
			assertThat(registry().tryAcquire(name)).isEmpty();
			assertThat(obtain(name).tryLock()).isFalse();
			assertThat(reader.isHeld()).isTrue();
			assertHeld(name);
		}
		assertFree(name);
	}

	@Test
	default void aDetachedReaderIsAStranger() throws Exception {
		String name = sharedName();
		LockHandle detached = registry().acquire(shared(name)).detach();
		assertThat(registry().tryAcquire(name)).isEmpty();
		try (LockHandle other = registry().acquire(shared(name))) {
			actor().does(detached::close);
			assertThat(other.isHeld()).isTrue();
			assertHeld(name);
		}
		assertFree(name);
	}

	@Test
	default void aMinimumHoldKeepsWritersOut() throws Exception {
		String name = sharedName();
		Deadline deadline = Deadline.after(Duration.ofMillis(300));
		LockHandle brief = registry().acquire(shared(name));
		actor().does(() -> registry().acquire(shared(name).heldAtLeast(Duration.ofMillis(300))).close());
		brief.close();
		registry().acquire(name).close();
		assertThat(deadline.hasPassed()).isTrue();
	}

	@Test
	default void severalLocksAreSharedTogether() throws Exception {
		LockRequest request = LockRequest.ofAll(sharedName(), uniqueName()).shared();
		try (LockHandle one = registry().acquire(request);
				LockHandle other = actor().does(() -> registry().acquire(request))) {
			assertThat(one.isHeld()).isTrue();
			assertThat(other.isHeld()).isTrue();
			assertHeld(request.names().get(0));
			assertHeld(request.names().get(1));
		}
		assertFree(request.names().get(0));
		assertFree(request.names().get(1));
	}

	@Test
	default void theStatusOfASharedLockIsHeld() {
		String name = sharedName();
		try (LockHandle reader = registry().acquire(shared(name))) {
			assertThat(registry().status(name).state()).isNotEqualTo(LockStatus.State.FREE);
		}
		assertThat(registry().status(name).state()).isNotEqualTo(LockStatus.State.HELD);
	}

	@Test
	default void allReadersAreToldWhenTheRegistryCloses() throws Exception {
		String name = sharedName();
		LockHandle one = registry().acquire(shared(name));
		LockHandle other = actor().does(() -> registry().acquire(shared(name)));
		CountDownLatch told = new CountDownLatch(2);
		one.onLost(told::countDown);
		other.onLost(told::countDown);
		close(registry());
		assertThat(told.await(10, TimeUnit.SECONDS)).isTrue();
		assertThat(one.isHeld()).isFalse();
		assertThatExceptionOfType(LockLostException.class).isThrownBy(one::close);
		assertThatExceptionOfType(LockLostException.class).isThrownBy(other::close);
	}

	@Test
	default void noWriterIsEverWithReaders() throws Exception {
		String name = sharedName();
		SharedRoom room = new SharedRoom();
		List<Pending<Void>> visitors = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			visitors.add(actor().begins(() -> visitOften(name, LockMode.SHARED, room)));
		}
		visitors.add(actor().begins(() -> visitOften(name, LockMode.EXCLUSIVE, room)));
		visitors.add(actor().begins(() -> visitOften(name, LockMode.EXCLUSIVE, room)));
		for (Pending<Void> visitor : visitors) {
			visitor.result();
		}
		assertThat(room.offences()).isZero();
		assertThat(room.written()).isEqualTo(2 * rounds());
		assertFree(name);
	}

	private void visitOften(String name, LockMode mode, SharedRoom room) {
		LockRequest request = LockRequest.of(name).inMode(mode).waitingAtMost(Duration.ofSeconds(60));
		for (int i = 0; i < rounds(); i++) {
			registry().execute(request, () -> room.visit(mode));
		}
	}

	default String sharedName() {
		assumeThat(registry().supports(LockMode.SHARED)).isTrue();
		return uniqueName();
	}

	static LockRequest shared(String name) {
		return LockRequest.of(name).shared();
	}

	private static LockRequest once(String name) {
		return shared(name).waitingAtMost(Duration.ZERO);
	}

}
