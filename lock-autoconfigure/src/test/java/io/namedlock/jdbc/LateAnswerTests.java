package io.namedlock.jdbc;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.namedlock.LockMode;
import io.namedlock.core.Deadline;
import io.namedlock.core.LockAttempt;
import io.namedlock.core.LockGrant;
import io.namedlock.core.LockKey;
import io.namedlock.jdbc.dialect.SessionLimits;
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

	private final LockFailures failures = new LockFailures("the test's database");

	private final Caller caller = new Caller(true);

	private final List<StoppableSession> sessions = new ArrayList<>();

	private final SessionPool pool = new SessionPool(SessionLimits.perSession(100, 100), SETTINGS, this::open,
			this.failures);

	private final SharedCalls calls = new SharedCalls(this.pool);

	private boolean stopped = true;

	@AfterEach
	void close() {
		this.pool.close();
		this.threads.close();
	}

	@Test
	void attemptIsMadeOnceMore() throws Exception {
		LockGrant grant = this.calls.tryAcquire(this.attempt, this.caller);
		assertThat(grant).isNotNull();
		assertHeldByTheSecond(grant);
	}

	@Test
	void attemptAtSeveralLocksIsMadeOnceMore() throws Exception {
		List<LockGrant> grants = this.calls.tryAcquireAll(List.of(this.attempt, attempt("2")), this.caller);
		assertThat(grants).hasSize(2).allSatisfy(this::assertHeldByTheSecond);
	}

	@Test
	void exchangeGrantsNothing() throws Exception {
		this.stopped = false;
		LockGrant former = this.calls.tryAcquire(this.attempt, this.caller);
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

	private PooledSession open(SessionPool pool) {
		StoppableSession session = new StoppableSession();
		this.sessions.add(session);
		return new PooledSession(pool, CompletableFuture.completedFuture(session.proxy()), ReleaseMode.ACKNOWLEDGED,
				this.threads, this.failures, new SessionEvents(this.threads));
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

		private boolean alive = true;

		LockSession proxy() {
			return (LockSession) Proxy.newProxyInstance(getClass().getClassLoader(),
					new Class<?>[] { LockSession.class }, (proxy, method, arguments) -> switch (method.getName()) {
						case "isAlive" -> this.alive;
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
