package io.namedlock.jdbc.call;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.namedlock.LockMode;
import io.namedlock.core.Deadline;
import io.namedlock.core.LockAttempt;
import io.namedlock.core.LockGrant;
import io.namedlock.core.LockKey;
import io.namedlock.jdbc.LockFailures;
import io.namedlock.jdbc.LockSessionSettings;
import io.namedlock.jdbc.PlatformThreads;
import io.namedlock.jdbc.ReleaseMode;
import io.namedlock.jdbc.SessionClock;
import io.namedlock.jdbc.dialect.SessionLimits;
import io.namedlock.jdbc.pool.Caller;
import io.namedlock.jdbc.pool.SessionContext;
import io.namedlock.jdbc.pool.SessionEvents;
import io.namedlock.jdbc.pool.SessionPool;
import io.namedlock.jdbc.session.LockSession;
import io.namedlock.test.TestSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A cancellation that comes before the server has the statement, which then goes on.
 */
@Timeout(60)
class LostCancellationTests {

	private static final LockSessionSettings SETTINGS = TestSettings.sessions(1, 2);

	private final PlatformThreads threads = new PlatformThreads();

	private final SessionContext context = new SessionContext(this.threads, new LockFailures("the test's database"),
			new SessionEvents(this.threads), ReleaseMode.ACKNOWLEDGED);

	private final CountDownLatch waiting = new CountDownLatch(1);

	private final CountDownLatch cancellations = new CountDownLatch(2);

	private final SessionPool pool = new SessionPool(SessionLimits.perSession(100, 100), SETTINGS, this::session,
			this.context);

	@AfterEach
	void close() {
		this.pool.close();
		this.threads.close();
	}

	@Test
	void isMadeOnceMore() throws Exception {
		AcquireStrategy strategy = new PooledStrategy(this.pool,
				new ServerWaits(this.pool, this.context, Duration.ZERO, Duration.ofDays(1), Duration.ofDays(1)));
		LockAttempt attempt = new LockAttempt(LockKey.of("lost-cancellation"), LockMode.EXCLUSIVE,
				Deadline.after(Duration.ofMinutes(1)), true);
		CompletableFuture<LockGrant> end = new CompletableFuture<>();
		Thread caller = new Thread(() -> {
			try {
				end.complete(strategy.acquire(attempt, new Caller(true)));
			}
			catch (Exception ex) {
				end.completeExceptionally(ex);
			}
		});
		caller.start();
		this.waiting.await();
		caller.interrupt();
		assertThat(end).failsWithin(10, TimeUnit.SECONDS)
			.withThrowableThat()
			.withCauseInstanceOf(InterruptedException.class);
		assertThat(this.cancellations.await(10, TimeUnit.SECONDS)).isTrue();
	}

	/**
	 * A session whose wait ends with the second cancellation.
	 */
	private LockSession session() {
		SessionClock clock = new SessionClock(Duration.ofDays(1));
		return (LockSession) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] { LockSession.class },
				(proxy, method, arguments) -> switch (method.getName()) {
					case "clock" -> clock;
					case "name" -> "a session";
					case "tryAcquire", "release" -> false;
					case "await" -> {
						this.waiting.countDown();
						this.cancellations.await();
						yield false;
					}
					case "cancel" -> {
						this.cancellations.countDown();
						yield null;
					}
					default -> null;
				});
	}

}
