package io.namedlock.core;

import java.time.Duration;

import io.namedlock.LockHandle;
import io.namedlock.LockRequest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A detached handle keeps its lock and belongs to no thread: the one that acquired it is
 * a stranger from then on.
 */
interface DetachContract extends RegistryFixture {

	@Test
	default void makesTheThreadAStranger() throws Exception {
		String name = uniqueName();
		LockHandle handle = registry().acquire(name);
		assertThat(handle.detach()).isSameAs(handle);
		assertThat(registry().tryAcquire(name)).isEmpty();
		assertThat(obtain(name).tryLock()).isFalse();
		assertThatExceptionOfType(IllegalMonitorStateException.class).isThrownBy(obtain(name)::unlock);
		assertThat(handle.isHeld()).isTrue();
		handle.verify();
		assertHeld(name);
		handle.close();
		assertFree(name);
	}

	@Test
	default void theThreadWaitsInLineForItsOwnDetachedHandle() throws Exception {
		String name = uniqueName();
		Actor owner = actor();
		LockHandle handle = owner.does(() -> registry().acquire(LockRequest.of(name).threadBound()).detach());
		Pending<LockHandle> again = owner.begins(() -> registry().acquire(LockRequest.of(name).threadBound()))
			.awaitInLine();
		handle.close();
		again.result().close();
		assertFree(name);
	}

	@Test
	default void theThreadStaysOwnerWhileItHoldsTheLockItself() throws Exception {
		String name = uniqueName();
		LockHandle outer = registry().acquire(name);
		LockHandle inner = registry().acquire(name).detach();
		assertThat(registry().tryAcquire(name)).isPresent().get().satisfies(LockHandle::close);
		outer.close();
		assertThat(registry().tryAcquire(name)).isEmpty();
		assertThat(inner.isHeld()).isTrue();
		assertHeld(name);
		inner.close();
		assertFree(name);
	}

	@Test
	default void theOuterHandleMayBeDetachedFirst() throws Exception {
		String name = uniqueName();
		LockHandle outer = registry().acquire(name);
		obtain(name).lock();
		outer.detach();
		assertThat(obtain(name).tryLock()).isTrue();
		obtain(name).unlock();
		obtain(name).unlock();
		assertThat(obtain(name).tryLock()).isFalse();
		assertHeld(name);
		outer.close();
		assertFree(name);
	}

	@Test
	default void aDetachedHandleMayBeClosedBeforeTheThreadLets() throws Exception {
		String name = uniqueName();
		LockHandle outer = registry().acquire(name);
		registry().acquire(name).detach().close();
		assertThat(obtain(name).tryLock()).isTrue();
		obtain(name).unlock();
		assertHeld(name);
		outer.close();
		assertFree(name);
	}

	@Test
	default void detachingAgainOrAfterClosingChangesNothing() throws Exception {
		String name = uniqueName();
		LockHandle outer = registry().acquire(name);
		LockHandle inner = registry().acquire(name).detach();
		inner.detach();
		assertThat(obtain(name).tryLock()).isTrue();
		obtain(name).unlock();
		inner.close();
		inner.detach();
		assertThat(obtain(name).tryLock()).isTrue();
		obtain(name).unlock();
		outer.close();
		assertFree(name);
	}

	@Test
	default void anotherThreadMayDetach() throws Exception {
		String name = uniqueName();
		LockHandle handle = registry().acquire(name);
		actor().does(() -> handle.detach());
		assertThat(registry().tryAcquire(LockRequest.of(name).waitingAtMost(Duration.ZERO))).isEmpty();
		handle.close();
		assertFree(name);
	}

}
