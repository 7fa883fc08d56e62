package io.namedlock.jdbc.session;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import io.namedlock.jdbc.session.CallQueue.Gathering;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class GatheringTests {

	private static final long SLOW = Gathering.SHORTEST_ROUND_TRIP_NANOS * 3;

	private final List<Long> pauses = new ArrayList<>();

	private long now = 1_000_000_000;

	private int pending;

	private final Gathering gathering = new Gathering(() -> this.now, this::pause);

	@Test
	void waitsForAsManyAsWereThereAtTheLastAnswer() {
		answered(2, 1, SLOW);
		await();
		assertThat(this.pending).isEqualTo(3);
		assertThat(this.pauses).hasSize(3).first().isEqualTo(SLOW / 6);
	}

	@Test
	void waitsASixthOfTheRoundTripAtMost() {
		answered(100, 0, SLOW);
		await();
		assertThat(this.pauses.stream().mapToLong((pause) -> pause - pause / 2).sum()).isLessThanOrEqualTo(SLOW / 6);
		assertThat(this.pending).isLessThan(100);
	}

	@Test
	void threadAloneDoesNotWait() {
		answered(1, 0, SLOW);
		this.pending = 1;
		await();
		assertThat(this.pauses).isEmpty();
	}

	@Test
	void doesNotWaitWhereARoundTripIsShort() {
		answered(8, 0, Gathering.SHORTEST_ROUND_TRIP_NANOS - 1);
		await();
		assertThat(this.pauses).isEmpty();
	}

	@Test
	void largeBatchOfAFastServerIsNoSlowNetwork() {
		answered(1, 0, SLOW / 10);
		answered(64, 64, SLOW);
		await();
		assertThat(this.pauses).isEmpty();
	}

	@Test
	void oneSlowAnswerIsNoSlowNetwork() {
		answered(1, 8, SLOW / 10);
		answered(1, 8, SLOW);
		await();
		assertThat(this.pauses).isEmpty();
	}

	@Test
	void noticesThatTheNetworkHasBecomeSlower() {
		answered(1, 8, SLOW / 10);
		for (int i = 0; i < 20; i++) {
			answered(1, 8, SLOW);
		}
		await();
		assertThat(this.pauses).isNotEmpty();
	}

	@Test
	void interruptedThreadDoesNotWait() {
		answered(8, 0, SLOW);
		Thread.currentThread().interrupt();
		await();
		assertThat(Thread.interrupted()).isTrue();
		assertThat(this.pauses).isEmpty();
	}

	@Test
	void whoCompletesTheNumberEndsTheWait() throws Exception {
		AtomicInteger calls = new AtomicInteger();
		Gathering parking = new Gathering(() -> this.now, (nanos) -> LockSupport.park());
		parking.answered(2, 0, this.now - SLOW);
		Thread[] waiting = new Thread[1];
		CompletableFuture<Void> end = CompletableFuture.runAsync(() -> parking.await(calls::get), (task) -> {
			waiting[0] = new Thread(task);
			waiting[0].start();
		});
		Awaitility.await().until(() -> waiting[0].getState() == Thread.State.WAITING);
		calls.set(2);
		parking.arrived(calls::get);
		end.get(10, TimeUnit.SECONDS);
	}

	private void answered(int calls, int meanwhile, long roundTrip) {
		this.gathering.answered(calls, meanwhile, this.now - roundTrip);
	}

	private void await() {
		this.gathering.await(() -> this.pending);
	}

	/**
	 * One more call comes in half the time.
	 */
	private void pause(long nanos) {
		this.pauses.add(nanos);
		this.now += nanos - nanos / 2;
		this.pending++;
	}

}
