package io.namedlock.core;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.namedlock.LockDeadlockException;
import io.namedlock.LockHandle;
import io.namedlock.LockRegistry;
import io.namedlock.LockRequest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A wait that would close a circle of waiting threads is refused at once, and the rest of
 * the circle goes on.
 */
interface DeadlockContract extends RegistryFixture {

	@Test
	default void lockRefusesToCloseACycle() throws Exception {
		String one = uniqueName();
		String two = uniqueName();
		obtain(one).lock();
		Actor other = actor();
		other.does(obtain(two)::lock);
		Pending<Void> waiting = other.begins(obtain(one)::lock).awaitInLine();
		assertThatExceptionOfType(LockDeadlockException.class).isThrownBy(obtain(two)::lock)
			.withMessageContaining(two)
			.satisfies((ex) -> assertThat(ex.lockName()).isEqualTo(two));
		assertThatExceptionOfType(LockDeadlockException.class).isThrownBy(obtain(two)::lockInterruptibly);
		assertThatExceptionOfType(LockDeadlockException.class).isThrownBy(() -> registry().acquire(two));
		assertThat(waiting.isDone()).isFalse();
		obtain(one).unlock();
		waiting.result();
		other.does(obtain(one)::unlock);
		other.does(obtain(two)::unlock);
		assertFree(one);
		assertFree(two);
	}

	@Test
	default void tryFormsAnswerInsteadOfClosingACycle() throws Exception {
		String one = uniqueName();
		String two = uniqueName();
		obtain(one).lock();
		Actor other = actor();
		other.does(obtain(two)::lock);
		Pending<Void> waiting = other.begins(obtain(one)::lockInterruptibly).awaitInLine();
		assertThat(obtain(two).tryLock()).isFalse();
		assertThat(obtain(two).tryLock(1, TimeUnit.HOURS)).isFalse();
		LockRequest patient = LockRequest.of(two).waitingAtMost(Duration.ofHours(1));
		assertThat(registry().tryAcquire(patient)).isEmpty();
		assertThat(waiting.isDone()).isFalse();
		obtain(one).unlock();
		waiting.result();
	}

	@Test
	default void executeRefusesToCloseACycle() throws Exception {
		LockRegistry registry = registry();
		LockRequest one = LockRequest.of(uniqueName());
		LockRequest two = LockRequest.of(uniqueName());
		Actor other = actor();
		LockHandle twoHeld = other.does(() -> registry.acquire(two.threadBound()));
		registry.execute(one, () -> {
			Pending<Void> waiting = other.begins(() -> registry.execute(one, () -> {
			})).awaitInLine();
			assertThatExceptionOfType(LockDeadlockException.class)
				.isThrownBy(() -> registry.execute(two, () -> assertThat(false).isTrue()));
			assertThat(waiting.isDone()).isFalse();
		});
		other.does(twoHeld::close);
		assertFree(one.toString());
		assertFree(two.toString());
	}

	@Test
	default void seesACycleOfThree() throws Exception {
		String one = uniqueName();
		String two = uniqueName();
		String three = uniqueName();
		Actor second = actor();
		Actor third = actor();
		obtain(one).lock();
		second.does(obtain(two)::lock);
		third.does(obtain(three)::lock);
		Pending<Void> waitingForThree = second.begins(obtain(three)::lock).awaitInLine();
		Pending<Void> waitingForOne = third.begins(obtain(one)::lock).awaitInLine();
		assertThatExceptionOfType(LockDeadlockException.class).isThrownBy(obtain(two)::lock);
		obtain(one).unlock();
		waitingForOne.result();
		third.does(obtain(three)::unlock);
		waitingForThree.result();
	}

	@Test
	default void seesACycleThroughALine() throws Exception {
		String one = uniqueName();
		String two = uniqueName();
		Actor first = actor();
		Actor second = actor();
		first.does(obtain(one)::lock);
		second.does(obtain(two)::lock);
		Pending<Void> inFront = second.begins(obtain(one)::lock).awaitInLine();
		Pending<Void> behind = actor().begins(() -> registry().acquire(one).close()).awaitInLine();
		assertThatExceptionOfType(LockDeadlockException.class).isThrownBy(() -> first.does(obtain(two)::lock));
		first.does(obtain(one)::unlock);
		inFront.result();
		second.does(obtain(one)::unlock);
		behind.result();
	}

	@Test
	default void oneOfSeveralLocksClosesACycle() throws Exception {
		String one = uniqueName();
		String two = uniqueName();
		String free = "a" + uniqueName();
		obtain(one).lock();
		Actor other = actor();
		other.does(obtain(two)::lock);
		Pending<Void> waiting = other.begins(obtain(one)::lock).awaitInLine();
		assertThatExceptionOfType(LockDeadlockException.class)
			.isThrownBy(() -> registry().acquire(LockRequest.ofAll(free, two)));
		assertFree(free);
		obtain(one).unlock();
		waiting.result();
	}

	@Test
	default void aWaiterThatHoldsAPartOfSeveralLocksIsSeen() throws Exception {
		String first = "a" + uniqueName();
		String second = "b" + uniqueName();
		obtain(second).lock();
		LockRequest both = LockRequest.ofAll(first, second).threadBound();
		Pending<LockHandle> waiting = actor().begins(() -> registry().acquire(both)).awaitInLine();
		assertThatExceptionOfType(LockDeadlockException.class).isThrownBy(obtain(first)::lock);
		obtain(second).unlock();
		waiting.result().close();
	}

}
