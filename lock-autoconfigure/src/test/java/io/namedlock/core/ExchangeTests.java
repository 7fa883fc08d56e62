package io.namedlock.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.namedlock.LockBackendException;
import io.namedlock.LockHandle;
import io.namedlock.LockInterruptedException;
import io.namedlock.LockLostException;
import io.namedlock.LockRegistry;
import io.namedlock.test.TestSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What becomes of a lock that may not be handed over while others of its JVM wait for it.
 */
class ExchangeTests extends RegistryTestSupport {

	private static final LockRegistrySettings NEVER_HANDS_OVER = TestSettings.neverHandingOver(Duration.ofSeconds(30));

	private final FakeBackend backend = new FakeBackend();

	private final String name = uniqueName();

	@Override
	protected LockRegistry newRegistry(LockRegistrySettings settings) {
		return new DefaultLockRegistry(this.backend, NEVER_HANDS_OVER);
	}

	@AfterEach
	void nobodyWasLetInTwiceAndNothingIsHeld() {
		assertThat(this.backend.database().trespasses()).isZero();
		assertThat(this.backend.database().isHeld(LockKey.of(this.name))).isFalse();
	}

	@Test
	void theReleaseAndTheNextAttemptAreOneCall() throws Exception {
		LockHandle handle = registry().acquire(this.name);
		List<Pending<Void>> line = line(4);
		handle.close();
		for (Pending<Void> waiter : line) {
			waiter.result();
		}
		assertThat(this.backend.exchanges()).isEqualTo(4);
		assertThat(this.backend.attempts()).hasSize(5);
		assertThat(this.backend.releases()).isEqualTo(5);
	}

	@Test
	void thoseWhoAskNowAndThenFindAGapAfterAFewExchanges() throws Exception {
		LockHandle handle = registry().acquire(this.name);
		List<Pending<Void>> line = line(6);
		handle.close();
		for (Pending<Void> waiter : line) {
			waiter.result();
		}
		assertThat(this.backend.exchanges()).isEqualTo(5);
		assertThat(this.backend.attempts()).hasSize(7);
	}

	@Test
	void aWaiterOfAnotherNodeComesFirst() throws Exception {
		FakeBackend otherBackend = new FakeBackend(this.backend.database());
		try (DefaultLockRegistry other = new DefaultLockRegistry(otherBackend, NEVER_HANDS_OVER)) {
			LockHandle handle = registry().acquire(this.name);
			Pending<LockHandle> elsewhere = actor().begins(() -> other.acquire(this.name));
			this.backend.database().awaitLine(1);
			Pending<Void> here = actor().begins(() -> registry().acquire(this.name).close()).awaitInLine();
			handle.close();
			LockHandle next = elsewhere.result();
			this.backend.database().awaitLine(1);
			assertThat(here.isDone()).isFalse();
			next.close();
			here.result();
			assertThat(this.backend.waits()).isOne();
		}
	}

	@Test
	void aWaiterThatLeavesMeanwhileLeavesTheLockToTheNext() throws Exception {
		LockHandle handle = registry().acquire(this.name);
		Pending<LockHandle> leaves = actor().begins(() -> registry().acquire(this.name)).awaitInLine();
		List<Pending<Void>> line = line(1);
		this.backend.inExchange(() -> interrupt(leaves));
		handle.close();
		line.get(0).result();
		assertThat(this.backend.attempts()).hasSize(2);
	}

	@Test
	void aLockThatNobodyWantsAnyMoreIsReleased() throws Exception {
		LockHandle handle = registry().acquire(this.name);
		Pending<LockHandle> leaves = actor().begins(() -> registry().acquire(this.name)).awaitInLine();
		this.backend.inExchange(() -> interrupt(leaves));
		handle.close();
		assertThat(this.backend.releases()).isEqualTo(2);
		assertFree(this.name);
	}

	@Test
	void aFailureToReleaseWhatNobodyWantsIsNotTheClosersOwn() throws Exception {
		LockHandle handle = registry().acquire(this.name);
		Pending<LockHandle> leaves = actor().begins(() -> registry().acquire(this.name)).awaitInLine();
		this.backend.inExchange(() -> {
			interrupt(leaves);
			this.backend.failToReleaseAfter(1, failure());
		});
		handle.close();
		assertThat(this.backend.releases()).isEqualTo(2);
		assertFree(this.name);
	}

	@Test
	void aFailureIsToldToTheCloserAndPassesTheTurn() throws Exception {
		LockBackendException failure = failure();
		LockHandle handle = registry().acquire(this.name);
		List<Pending<Void>> line = line(1);
		this.backend.failToRelease(failure);
		assertThatExceptionOfType(LockBackendException.class).isThrownBy(handle::close).isSameAs(failure);
		line.get(0).result();
		assertThat(this.backend.waits()).isZero();
	}

	@Test
	void aLossIsToldToTheCloserAndPassesTheTurn() throws Exception {
		LockHandle handle = registry().acquire(this.name);
		List<Pending<Void>> line = line(1);
		this.backend.lastGrant().lose();
		assertThatExceptionOfType(LockLostException.class).isThrownBy(handle::close);
		line.get(0).result();
	}

	@Test
	void aRegistryThatClosesMeanwhileKeepsNothing() throws Exception {
		LockHandle handle = registry().acquire(this.name);
		List<Pending<Void>> line = line(1);
		this.backend.inExchange(() -> close(registry()));
		handle.close();
		assertThatExceptionOfType(LockBackendException.class).isThrownBy(line.get(0)::result)
			.withMessageContaining("closed");
		assertThat(((DefaultLockRegistry) registry()).gateCount()).isZero();
	}

	private List<Pending<Void>> line(int length) {
		List<Pending<Void>> line = new ArrayList<>();
		for (int i = 0; i < length; i++) {
			line.add(actor().begins(() -> registry().acquire(this.name).close()).awaitInLine());
		}
		return line;
	}

	private LockBackendException failure() {
		return new LockBackendException(this.name, "connection reset", null);
	}

	private static void interrupt(Pending<LockHandle> waiter) {
		assertThatExceptionOfType(LockInterruptedException.class).isThrownBy(waiter.interrupt()::result);
	}

}
