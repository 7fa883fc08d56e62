package io.namedlock.jdbc.call;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.namedlock.LockMode;
import io.namedlock.core.Deadline;
import io.namedlock.core.LockAttempt;
import io.namedlock.core.LockGrant;
import io.namedlock.core.LockKey;
import io.namedlock.test.DriverManagerSource;
import io.namedlock.test.TestBackends;
import io.namedlock.test.TestDatabase;
import io.namedlock.test.TestSettings;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

@EnabledForJreRange(min = JRE.JAVA_21)
@Timeout(60)
class VirtualThreadTests {

	private static final LockKey HELD = LockKey.of("virtual-tests:held");

	private static final LockKey CONTENDED = LockKey.of("virtual-tests:contended");

	@ParameterizedTest
	@MethodSource("io.namedlock.test.TestDatabase#all")
	void interruptsLoseNoSession(TestDatabase database) throws Exception {
		DriverManagerSource source = new DriverManagerSource(database);
		try (JdbcLockBackend backend = TestBackends.connect(source, TestSettings.sessions());
				JdbcLockBackend otherNode = TestBackends.connect(database)) {
			LockGrant held = acquire(backend, HELD);
			LockGrant contended = acquire(otherNode, CONTENDED);
			List<CompletableFuture<Void>> ends = new ArrayList<>();
			for (int i = 0; i < 200; i++) {
				LockKey key = (i % 10 == 0) ? CONTENDED : LockKey.of("virtual-tests:" + i);
				ends.add(interrupted(() -> acquireAndRelease(backend, key)));
			}
			CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new)).get(50, TimeUnit.SECONDS);
			held.verify();
			assertThat(held.isHeld()).isTrue();
			contended.release();
			assertThat(database.holderOf(CONTENDED.value())).isNull();
			held.release();
		}
	}

	private static void acquireAndRelease(JdbcLockBackend backend, LockKey key) {
		try {
			LockGrant grant = backend
				.acquire(new LockAttempt(key, LockMode.EXCLUSIVE, Deadline.after(Duration.ofSeconds(1)), true));
			if (grant != null) {
				grant.release();
			}
		}
		catch (InterruptedException ex) {
			// what the test is for
		}
	}

	private static CompletableFuture<Void> interrupted(Runnable action) throws ReflectiveOperationException {
		CompletableFuture<Void> end = new CompletableFuture<>();
		Thread thread = startVirtually(() -> {
			try {
				action.run();
				end.complete(null);
			}
			catch (Throwable ex) {
				end.completeExceptionally(ex);
			}
		});
		LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(2_000_000));
		thread.interrupt();
		return end;
	}

	private static Thread startVirtually(Runnable task) throws ReflectiveOperationException {
		Method start = Thread.class.getMethod("startVirtualThread", Runnable.class);
		return (Thread) start.invoke(null, task);
	}

	private static LockGrant acquire(JdbcLockBackend backend, LockKey key) throws InterruptedException {
		LockGrant grant = backend
			.acquire(new LockAttempt(key, LockMode.EXCLUSIVE, Deadline.after(Duration.ZERO), true));
		assertThat(grant).isNotNull();
		return grant;
	}

}
