package io.namedlock.core;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

import io.namedlock.LockBackendException;
import io.namedlock.LockHandle;
import io.namedlock.LockLostException;
import io.namedlock.LockRegistry;
import io.namedlock.LockRequest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What the readers of one JVM ask of the backend.
 */
class SharedGrantTests extends SharedLockTestSupport {

	@Test
	void readersWithinTheBoundsShareOneGrant() throws Exception {
		LockRegistry registry = sharing(64);
		LockHandle one = registry.acquire(this.reading);
		LockHandle other = actor().does(() -> registry.acquire(this.reading));
		assertThat(this.backend.attempts()).hasSize(1);
		one.close();
		assertThat(this.backend.releases()).isZero();
		assertThat(other.isHeld()).isTrue();
		other.close();
		assertThat(this.backend.releases()).isOne();
	}

	@Test
	void aReaderBeyondTheBoundsAsksAnewForAll() throws Exception {
		LockRegistry registry = sharing(0);
		LockHandle one = registry.acquire(this.reading);
		LockHandle other = actor().does(() -> registry.acquire(this.reading));
		assertThat(this.backend.attempts()).hasSize(2);
		assertThat(this.backend.releases()).isOne();
		assertThat(one.isHeld()).isTrue();
		one.verify();
		one.close();
		assertThat(this.backend.releases()).isOne();
		assertThat(other.isHeld()).isTrue();
		other.close();
		assertThat(this.backend.releases()).isEqualTo(2);
	}

	@Test
	void aReaderBeyondTheBoundsWaitsBehindAWriterOfAnotherNode() throws Exception {
		LockRegistry registry = sharing(0);
		LockRegistry elsewhere = registryOver(new FakeBackend(this.backend.database()));
		LockHandle early = registry.acquire(this.reading);
		Pending<LockHandle> writer = actor().begins(() -> elsewhere.acquire(this.name));
		this.backend.database().awaitLine(1);
		assertThat(actor().does(() -> registry.tryAcquire(this.reading.waitingAtMost(Duration.ZERO)))).isEmpty();
		Pending<LockHandle> late = actor().begins(() -> registry.acquire(this.reading));
		this.backend.database().awaitLine(2);
		early.close();
		LockHandle written = writer.result();
		assertThat(late.isDone()).isFalse();
		written.close();
		late.result().close();
	}

	@Test
	void readersBehindOneThatAsksAreLetInWithIt() throws Exception {
		LockRegistry registry = sharing(64);
		LockRegistry elsewhere = registryOver(new FakeBackend(this.backend.database()));
		LockHandle written = elsewhere.acquire(this.name);
		Pending<LockHandle> asks = actor().begins(() -> registry.acquire(this.reading));
		this.backend.database().awaitLine(1);
		Pending<LockHandle> follows = actor().begins(() -> registry.acquire(this.reading)).awaitInLine();
		written.close();
		LockHandle one = asks.result();
		LockHandle other = follows.result();
		assertThat(this.backend.attempts()).hasSize(1);
		one.close();
		other.close();
	}

	@Test
	void aReaderThatWaitsForAnotherReaderToAskIsNoDeadlock() throws Exception {
		LockRegistry registry = sharing(0);
		LockRegistry elsewhere = registryOver(new FakeBackend(this.backend.database()));
		Actor early = actor();
		Actor owner = actor();
		String desk = uniqueName();
		LockHandle first = early.does(() -> registry.acquire(this.reading.threadBound()));
		owner.does(registry.obtain(desk)::lock);
		Pending<LockHandle> writer = actor()
			.begins(() -> elsewhere.tryAcquire(LockRequest.of(this.name).waitingAtMost(Duration.ofSeconds(20)))
				.orElseThrow());
		this.backend.database().awaitLine(1);
		Pending<LockHandle> asks = actor().begins(() -> registry.acquire(this.reading));
		this.backend.database().awaitLine(2);
		Pending<Void> waits = early.begins(registry.obtain(desk)::lock).awaitInLine();
		Pending<LockHandle> follows = owner.begins(() -> registry.acquire(this.reading.threadBound())).awaitInLine();
		writer.interrupt();
		asks.result().close();
		LockHandle second = follows.result();
		owner.does(registry.obtain(desk)::unlock);
		waits.result();
		early.does(registry.obtain(desk)::unlock);
		early.does(first::close);
		owner.does(second::close);
	}

	@Test
	void allReadersAreToldOfALoss() throws Exception {
		LockRegistry registry = sharing(64);
		LockHandle one = registry.acquire(this.reading);
		LockHandle other = actor().does(() -> registry.acquire(this.reading));
		CountDownLatch told = new CountDownLatch(2);
		one.onLost(told::countDown);
		other.onLost(told::countDown);
		this.backend.lastGrant().lose();
		assertThat(told.getCount()).isZero();
		assertThat(one.isHeld()).isFalse();
		assertThatExceptionOfType(LockLostException.class).isThrownBy(one::close);
		assertThatExceptionOfType(LockLostException.class).isThrownBy(other::close);
	}

	@Test
	void allReadersAreToldOfALossAfterTheyHaveANewGrant() throws Exception {
		LockRegistry registry = sharing(0);
		LockHandle one = registry.acquire(this.reading);
		CountDownLatch told = new CountDownLatch(1);
		one.onLost(told::countDown);
		LockHandle other = actor().does(() -> registry.acquire(this.reading));
		assertThat(told.getCount()).isOne();
		this.backend.lastGrant().lose();
		assertThat(told.getCount()).isZero();
		assertThatExceptionOfType(LockLostException.class).isThrownBy(one::close);
		assertThatExceptionOfType(LockLostException.class).isThrownBy(other::close);
	}

	@Test
	void aReaderThatComesAfterALossHasALockOfItsOwn() throws Exception {
		LockRegistry registry = sharing(64);
		LockHandle lost = registry.acquire(this.reading);
		this.backend.lastGrant().lose();
		LockHandle other = actor().does(() -> registry.acquire(this.reading));
		assertThat(lost.isHeld()).isFalse();
		assertThat(other.isHeld()).isTrue();
		assertThatExceptionOfType(LockLostException.class).isThrownBy(lost::close);
		assertThat(other.isHeld()).isTrue();
		assertThat(isFreeForStrangers(registry, this.name)).isFalse();
		other.close();
		assertThat(isFreeForStrangers(registry, this.name)).isTrue();
	}

	@Test
	void aLossThatShowsInTheReleaseOfTheFormerGrantIsToldToAll() throws Exception {
		LockRegistry registry = sharing(0);
		LockHandle one = registry.acquire(this.reading);
		CountDownLatch told = new CountDownLatch(1);
		one.onLost(told::countDown);
		this.backend.failToRelease(new LockBackendException(this.name, "connection reset", null));
		LockHandle other = actor().does(() -> registry.acquire(this.reading));
		assertThat(told.getCount()).isZero();
		assertThat(one.isHeld()).isFalse();
		assertThatExceptionOfType(LockLostException.class).isThrownBy(other::close);
		assertThatExceptionOfType(LockBackendException.class).isThrownBy(one::close);
	}

	@Test
	void aBugThatShowsInTheReleaseOfTheFormerGrantPassesTheTurnOnce() throws Exception {
		LockRegistry registry = sharing(0);
		LockHandle one = registry.acquire(this.reading);
		IllegalStateException bug = new IllegalStateException("a bug in a driver");
		this.backend.failToRelease(bug);
		LockHandle other = actor().does(() -> registry.acquire(this.reading));
		assertThat(other.isHeld()).isFalse();
		Pending<Void> writer = actor().begins(() -> registry.acquire(this.name).close()).awaitInLine();
		assertThatExceptionOfType(LockLostException.class).isThrownBy(other::close);
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(one::close).isSameAs(bug);
		writer.result();
		assertThat(((DefaultLockRegistry) registry).gateCount()).isZero();
	}

	@Test
	void theLastReaderToLeaveWhileAnotherAsksGivesItsGrantBack() throws Exception {
		LockRegistry registry = sharing(0);
		LockRegistry elsewhere = registryOver(new FakeBackend(this.backend.database()));
		LockHandle early = registry.acquire(this.reading);
		Pending<LockHandle> writer = actor().begins(() -> elsewhere.acquire(this.name));
		this.backend.database().awaitLine(1);
		Pending<LockHandle> late = actor().begins(() -> registry.acquire(this.reading));
		this.backend.database().awaitLine(2);
		early.close();
		assertThat(this.backend.releases()).isOne();
		writer.result().close();
		late.result().close();
		assertThat(((DefaultLockRegistry) registry).gateCount()).isZero();
	}

	@Test
	void aReaderThatFailsToAskLeavesTheOthersTheirLock() throws Exception {
		LockRegistry registry = sharing(0);
		LockHandle one = registry.acquire(this.reading);
		this.backend.failToAcquire(new LockBackendException(this.name, "connection reset", null));
		assertThatExceptionOfType(LockBackendException.class)
			.isThrownBy(() -> actor().does(() -> registry.acquire(this.reading)));
		assertThat(one.isHeld()).isTrue();
		one.close();
		assertThat(((DefaultLockRegistry) registry).gateCount()).isZero();
	}

}
