package io.namedlock.jdbc.call;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
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
import io.namedlock.jdbc.session.LockSession.ExchangeAnswer;
import io.namedlock.test.TestSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Grants that come so late that the server may have given the lock away again: the
 * process was stopped between the statement and its answer, which no time-out notices.
 */
@Timeout(60)
class LateAnswerTests {

	private static final LockSessionSettings SETTINGS = TestSettings.sessions(2, 3);

	private final LockAttempt attempt = attempt("1");

	private final PlatformThreads threads = new PlatformThreads();

	private final SessionContext context = new SessionContext(this.threads, new LockFailures("the test's database"),
			new SessionEvents(this.threads), ReleaseMode.ACKNOWLEDGED);

	private final Caller caller = new Caller(true);

	private final List<StoppableSession> sessions = new CopyOnWriteArrayList<>();

	private final SessionPool pool = new SessionPool(SessionLimits.perSession(100, 100), SETTINGS, this::open,
			this.context);

	private final AcquireStrategy strategy = new PooledStrategy(this.pool, new ServerWaits(this.pool, this.context,
			Duration.ZERO, SETTINGS.deadHolderTimeout(), SETTINGS.deadHolderTimeout()));

	private boolean stopped = true;

	@AfterEach
	void close() {
		this.pool.close();
		this.threads.close();
	}

	@Test
	void attemptIsMadeOnceMore() throws Exception {
		LockGrant grant = this.strategy.tryAcquire(this.attempt, this.caller);
		assertThat(grant).isNotNull();
		assertHeldByTheSecond(grant);
	}

	@Test
	void attemptAtSeveralLocksIsMadeOnceMore() throws Exception {
		List<LockGrant> grants = this.strategy.tryAcquireAll(List.of(this.attempt, attempt("2")), this.caller);
		assertThat(grants).hasSize(2).allSatisfy(this::assertHeldByTheSecond);
	}

	@Test
	void exchangeGrantsNothing() throws Exception {
		this.stopped = false;
		LockGrant former = this.strategy.tryAcquire(this.attempt, this.caller);
		assertThat(former).isNotNull();
		this.stopped = true;
		assertThat(former.exchange(this.attempt)).isNull();
		this.sessions.get(0).discarded.get(10, TimeUnit.SECONDS);
	}

	private void assertHeldByTheSecond(LockGrant grant) throws Exception {
		assertThat(grant.isHeld()).isTrue();
		assertThat(this.sessions).hasSize(2);
		this.sessions.get(0).discarded.get(10, TimeUnit.SECONDS);
	}

	private LockSession open() {
		StoppableSession session = new StoppableSession();
		this.sessions.add(session);
		return session.proxy();
	}

	private static LockAttempt attempt(String name) {
		return new LockAttempt(LockKey.of("late-answer-tests:" + name), LockMode.EXCLUSIVE,
				Deadline.after(Duration.ofSeconds(10)), true);
	}

	/**
	 * A session that is granted whatever it tries. Once, the process is stopped before it
	 * reads the answer.
	 */
	private final class StoppableSession {

		private final CompletableFuture<Void> discarded = new CompletableFuture<>();

		private volatile boolean alive = true;

		private final SessionClock clock = new SessionClock(SETTINGS.deadHolderTimeout(),
				() -> this.alive ? 0 : Long.MAX_VALUE, () -> 0);

		LockSession proxy() {
			return (LockSession) Proxy.newProxyInstance(getClass().getClassLoader(),
					new Class<?>[] { LockSession.class }, (proxy, method, arguments) -> switch (method.getName()) {
						case "clock" -> this.clock;
						case "tryAcquire" -> answered(true);
						case "tryAcquireAll" -> answered(((List<?>) arguments[0]).size());
						case "exchange" -> answered(ExchangeAnswer.GRANTED);
						case "discard" -> this.discarded.complete(null);
						default -> null;
					});
		}

		private Object answered(Object answer) {
			this.alive = !LateAnswerTests.this.stopped;
			LateAnswerTests.this.stopped = false;
			return answer;
		}

	}

}
