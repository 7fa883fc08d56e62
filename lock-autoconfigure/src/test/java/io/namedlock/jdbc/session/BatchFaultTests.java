package io.namedlock.jdbc.session;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import io.namedlock.LockException;
import io.namedlock.core.LockGrant;
import io.namedlock.core.LockKey;
import io.namedlock.test.BatchFault;
import io.namedlock.test.FaultySource;
import io.namedlock.test.TestSettings;
import io.namedlock.test.TwoNodesTestSupport;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A batch of attempts and releases fails at each of its points: no lock is both held and
 * believed free, or the other way round.
 */
@ParameterizedClass
@MethodSource("io.namedlock.test.TestDatabase#all")
class BatchFaultTests extends TwoNodesTestSupport {

	private static final AtomicInteger RUNS = new AtomicInteger();

	private final String name = "batch-faults:" + RUNS.incrementAndGet() + ":";

	private final CountDownLatch gate = new CountDownLatch(1);

	@SuppressWarnings("NullAway.Init")
	private FaultySource source;

	@BeforeEach
	void connect() {
		this.source = new FaultySource(this.database);
		connect(this.source, TestSettings.sessions());
	}

	@AfterEach
	void letGo() {
		this.gate.countDown();
	}

	@ParameterizedTest
	@EnumSource
	void believedIsWhatTheServerHolds(BatchFault fault) throws Exception {
		LockGrant bystander = acquire(this.backend, key("bystander"));
		LockGrant first = acquire(this.backend, key("first"));
		LockGrant second = acquire(this.backend, key("second"));
		acquire(this.otherNode, key("busy"));
		CompletableFuture<?> blocker = blockTheSession();
		CompletableFuture<?> firstRelease = queue(() -> release(first));
		CompletableFuture<@Nullable LockGrant> attempt = queue(() -> tryAcquire(this.backend, key("attempt")));
		CompletableFuture<@Nullable LockGrant> busy = queue(() -> tryAcquire(this.backend, key("busy")));
		CompletableFuture<?> secondRelease = queue(() -> release(second));
		CompletableFuture<@Nullable LockGrant> another = queue(() -> tryAcquire(this.backend, key("another")));
		this.source.failNext(fault);
		this.gate.countDown();
		fault.strike(this.database);
		CompletableFuture.allOf(blocker, firstRelease, secondRelease).get(20, TimeUnit.SECONDS);
		assertThat(busy.get(20, TimeUnit.SECONDS)).isNull();
		agree("attempt", attempt.get(20, TimeUnit.SECONDS));
		agree("another", another.get(20, TimeUnit.SECONDS));
		agree("bystander", bystander);
		agree("first", null);
		agree("second", null);
	}

	/**
	 * A lock that is believed held excludes others, one that is not is soon free.
	 */
	private void agree(String lock, @Nullable LockGrant grant) throws InterruptedException {
		if (grant != null && grant.isHeld()) {
			grant.verify();
			assertThat(tryAcquire(this.otherNode, key(lock))).isNull();
			grant.release();
		}
		Awaitility.await().untilAsserted(() -> assertThat(this.database.holderOf(this.name + lock)).isNull());
	}

	private CompletableFuture<?> blockTheSession() throws InterruptedException {
		this.source.stopNext(this.gate);
		CompletableFuture<?> blocker = start(() -> tryAcquire(this.backend, key("blocker")), new ArrayList<>());
		assertThat(this.source.stopped().await(10, TimeUnit.SECONDS)).isTrue();
		return blocker;
	}

	private <T extends @Nullable Object> CompletableFuture<T> queue(Call<T> call) {
		List<Thread> started = new ArrayList<>();
		CompletableFuture<T> result = start(call, started);
		Awaitility.await().until(() -> LockSupport.getBlocker(started.get(0)) instanceof CallQueue);
		return result;
	}

	private static <T extends @Nullable Object> CompletableFuture<T> start(Call<T> call, List<Thread> started) {
		return CompletableFuture.supplyAsync(() -> {
			try {
				return call.run();
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}, (task) -> {
			Thread thread = new Thread(task);
			started.add(thread);
			thread.start();
		});
	}

	private static boolean release(LockGrant grant) {
		try {
			grant.release();
			return true;
		}
		catch (LockException ex) {
			return false;
		}
	}

	private LockKey key(String lock) {
		return LockKey.of(this.name + lock);
	}

	private interface Call<T extends @Nullable Object> {

		T run() throws InterruptedException;

	}

}
