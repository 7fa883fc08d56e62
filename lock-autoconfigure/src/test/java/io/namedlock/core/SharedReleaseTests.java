package io.namedlock.core;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

import io.namedlock.LockHandle;
import io.namedlock.LockRegistry;
import io.namedlock.LockRequest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Releases of shared grants that are made beside the turn of somebody else.
 */
class SharedReleaseTests extends SharedLockTestSupport {

	@Test
	void aWriterWaitsForAReleaseThatIsUnderWayBesideTheTurn() throws Exception {
		LockRegistry registry = sharing(0);
		CountDownLatch answered = new CountDownLatch(1);
		Pending<Void> leaving = leaveWhileAnotherAsks(registry, answered);
		assertThat(registry.tryAcquire(LockRequest.of(this.name).waitingAtMost(Duration.ZERO))).isEmpty();
		Pending<LockHandle> writer = actor().begins(() -> registry.acquire(this.name)).awaitInLine();
		actor().does(() -> registry.tryAcquire(this.reading.waitingAtMost(Duration.ZERO)).ifPresent(LockHandle::close));
		answered.countDown();
		leaving.result();
		writer.result().close();
		assertThat(((DefaultLockRegistry) registry).gateCount()).isZero();
	}

	@Test
	void nothingIsExchangedForAWriterWhileAReleaseIsUnderWayBesideTheTurn() throws Exception {
		LockRegistry registry = sharing(0);
		CountDownLatch answered = new CountDownLatch(1);
		Pending<Void> leaving = leaveWhileAnotherAsks(registry, answered);
		LockHandle reader = registry.acquire(this.reading);
		Pending<LockHandle> writer = actor().begins(() -> registry.acquire(this.name)).awaitInLine();
		reader.close();
		assertThat(this.backend.exchanges()).isZero();
		answered.countDown();
		leaving.result();
		writer.result().close();
	}

	/**
	 * Lets a reader leave while another one asks for a grant and soon leaves too, so that
	 * nobody holds the lock although the first one's release is under way.
	 * @param answered lets that release go on
	 * @return the first one's leave
	 */
	private Pending<Void> leaveWhileAnotherAsks(LockRegistry registry, CountDownLatch answered) throws Exception {
		LockRegistry elsewhere = registryOver(new FakeBackend(this.backend.database()));
		LockHandle early = registry.acquire(this.reading);
		Pending<LockHandle> writer = actor().begins(() -> elsewhere.acquire(this.name));
		this.backend.database().awaitLine(1);
		Pending<LockHandle> late = actor().begins(() -> registry.acquire(this.reading));
		this.backend.database().awaitLine(2);
		CountDownLatch releasing = new CountDownLatch(1);
		this.backend.beforeRelease(() -> {
			releasing.countDown();
			answered.await();
		});
		Pending<Void> leaving = actor().begins(early::close);
		releasing.await();
		writer.interrupt();
		late.result().close();
		return leaving;
	}

}
