package io.namedlock.core;

import io.namedlock.LockDeadlockException;
import io.namedlock.LockHandle;
import io.namedlock.LockRequest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Only a circle that nobody can open is refused: a handle that anyone may close, or a
 * thread that does not wait, makes no deadlock.
 */
interface DeadlockEdgeContract extends RegistryFixture {

	@Test
	default void aHandleThatAnyoneMayCloseIsNoReasonToRefuse() throws Exception {
		String one = uniqueName();
		Actor first = actor();
		LockHandle loose = first.does(() -> registry().acquire(one));
		assertNoReasonToRefuse(first, one, loose);
	}

	@Test
	default void aDetachedHandleIsNoReasonToRefuse() throws Exception {
		String one = uniqueName();
		Actor first = actor();
		LockHandle loose = first.does(() -> registry().acquire(LockRequest.of(one).threadBound()).detach());
		assertNoReasonToRefuse(first, one, loose);
	}

	@Test
	default void aThreadsOwnHoldInsideALooseOneIsAReason() throws Exception {
		String one = uniqueName();
		String two = uniqueName();
		Actor first = actor();
		Actor second = actor();
		LockHandle loose = first.does(() -> registry().acquire(one));
		first.does(obtain(one)::lock);
		second.does(obtain(two)::lock);
		Pending<Void> waitingForOne = second.begins(obtain(one)::lock).awaitInLine();
		assertThatExceptionOfType(LockDeadlockException.class).isThrownBy(() -> first.does(obtain(two)::lock));
		loose.close();
		first.does(obtain(one)::unlock);
		waitingForOne.result();
	}

	@Test
	default void whatARequestHasAlreadyIsAReasonWhileItWaitsForTheRest() throws Exception {
		String one = "a" + uniqueName();
		String two = "b" + uniqueName();
		Actor first = actor();
		Actor second = actor();
		second.does(obtain(two)::lock);
		Pending<LockHandle> waitingForTwo = first.begins(() -> registry().acquire(LockRequest.ofAll(one, two)))
			.awaitInLine();
		assertThatExceptionOfType(LockDeadlockException.class).isThrownBy(() -> second.does(obtain(one)::lock));
		second.does(obtain(two)::unlock);
		waitingForTwo.result().close();
	}

	@Test
	default void isNoLongerAReasonOnceOnlyTheLooseHandleIsLeft() throws Exception {
		String one = uniqueName();
		Actor first = actor();
		first.does(obtain(one)::lock);
		LockHandle loose = first.does(() -> registry().acquire(one));
		first.does(obtain(one)::unlock);
		assertNoReasonToRefuse(first, one, loose);
	}

	@Test
	default void waitingForAThreadThatDoesNotWaitIsNoDeadlock() throws Exception {
		String one = uniqueName();
		String two = uniqueName();
		Actor other = actor();
		other.does(obtain(two)::lock);
		Actor first = actor();
		first.does(obtain(one)::lock);
		Pending<Void> waiting = first.begins(obtain(two)::lock).awaitInLine();
		other.does(obtain(two)::unlock);
		waiting.result();
		assertThat(other.does(() -> obtain(one).tryLock())).isFalse();
		first.does(obtain(one)::unlock);
		first.does(obtain(two)::unlock);
		assertFree(one);
		assertFree(two);
	}

	@Test
	default void aCycleIsOpenAgainAfterAWaiterGaveUp() throws Exception {
		String one = uniqueName();
		String two = uniqueName();
		Actor first = actor();
		Actor second = actor();
		first.does(obtain(one)::lock);
		second.does(obtain(two)::lock);
		Pending<Void> givesUp = first.begins(obtain(two)::lockInterruptibly).awaitInLine().interrupt();
		assertThatExceptionOfType(InterruptedException.class).isThrownBy(givesUp::result);
		Pending<Void> waiting = second.begins(obtain(one)::lock).awaitInLine();
		first.does(obtain(one)::unlock);
		waiting.result();
	}

	/**
	 * Two threads wait for each other's locks, which ends when the handle is closed.
	 */
	private void assertNoReasonToRefuse(Actor first, String one, LockHandle loose) throws Exception {
		String two = uniqueName();
		Actor second = actor();
		second.does(obtain(two)::lock);
		Pending<Void> waitingForOne = second.begins(obtain(one)::lock).awaitInLine();
		Pending<Void> waitingForTwo = first.begins(obtain(two)::lock).awaitInLine();
		loose.close();
		waitingForOne.result();
		second.does(obtain(two)::unlock);
		waitingForTwo.result();
	}

}
