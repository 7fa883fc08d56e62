package io.namedlock.core;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import io.namedlock.LockRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the report of what is held when a registry closes.
 */
@ExtendWith(OutputCaptureExtension.class)
class HeldAtCloseTests {

	private final DefaultLockRegistry registry = new DefaultLockRegistry(new MemoryLockBackend(),
			LockRegistrySettings.defaults());

	private final CountDownLatch end = new CountDownLatch(1);

	private final ExecutorService holder = Executors.newSingleThreadExecutor((task) -> new Thread(task, "holder"));

	@AfterEach
	void close() {
		this.end.countDown();
		this.registry.close();
		this.holder.shutdownNow();
	}

	@Test
	void namesTheLockTheThreadAndWhatItDoes(CapturedOutput output) throws Exception {
		holdInABodyThatStays("shop:order:7");
		this.registry.close();
		this.registry.close();
		assertThat(output).containsOnlyOnce("The lock registry closes while locks are held")
			.containsOnlyOnce("Lock 'shop:order:7', by thread 'holder'")
			.containsPattern("\\tat .*HeldAtCloseTests.*staysInItsBody");
	}

	@Test
	void doesNotTakeTheThreadThatLeftALockForItsHolder(CapturedOutput output) {
		this.registry.acquire("left").detach();
		this.registry.close();
		assertThat(output)
			.contains("Lock 'left', which thread '%s' took and detached".formatted(Thread.currentThread().getName()))
			.doesNotContain("\tat ");
	}

	@Test
	void saysThatAThreadHasEnded(CapturedOutput output) throws Exception {
		Thread holder = new Thread(() -> this.registry.acquire("forgotten"), "gone");
		holder.start();
		holder.join(TimeUnit.SECONDS.toMillis(30));
		this.registry.close();
		assertThat(output).contains("Lock 'forgotten', by thread 'gone', which has ended");
	}

	@Test
	void isOneEntryOfBoundedLengthForAnyNumberOfLocks(CapturedOutput output) {
		for (int i = 0; i < 1_000; i++) {
			this.registry.acquire("many:" + i);
		}
		this.registry.close();
		assertThat(output).containsOnlyOnce("The lock registry closes").contains("990 more are held");
		assertThat(output.getOut().lines().count()).isLessThan(500);
	}

	@Test
	void isSilentWhereNothingIsHeld(CapturedOutput output) {
		this.registry.acquire(LockRequest.of("kept").heldAtLeast(Duration.ofHours(1))).close();
		this.registry.close();
		assertThat(output.getOut()).isEmpty();
	}

	private void holdInABodyThatStays(String name) throws InterruptedException {
		CountDownLatch held = new CountDownLatch(1);
		this.holder.submit(() -> this.registry.execute(LockRequest.of(name), () -> staysInItsBody(held)));
		assertThat(held.await(30, TimeUnit.SECONDS)).isTrue();
	}

	private Void staysInItsBody(CountDownLatch held) throws InterruptedException {
		held.countDown();
		this.end.await();
		return null;
	}

}
