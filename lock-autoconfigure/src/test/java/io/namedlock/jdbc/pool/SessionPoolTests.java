package io.namedlock.jdbc.pool;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;

import io.namedlock.LockBackendException;
import io.namedlock.LockDeadlockException;
import io.namedlock.LockMode;
import io.namedlock.LockOverview;
import io.namedlock.core.Deadline;
import io.namedlock.core.LockAttempt;
import io.namedlock.core.LockKey;
import io.namedlock.jdbc.LockFailures;
import io.namedlock.jdbc.LockSessionSettings;
import io.namedlock.jdbc.PlatformThreads;
import io.namedlock.jdbc.ReleaseMode;
import io.namedlock.jdbc.SessionClock;
import io.namedlock.jdbc.dialect.SessionLimits;
import io.namedlock.jdbc.pool.PooledSession.Use;
import io.namedlock.jdbc.session.LockSession;
import io.namedlock.test.TestSettings;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Which session a lock, a wait or a question gets, and when there is none.
 */
@Timeout(60)
class SessionPoolTests {

	private static final LockSessionSettings SETTINGS = TestSettings.sessions(2, 3);

	private final PlatformThreads threads = new PlatformThreads();

	private final Caller caller = new Caller(true);

	private @Nullable SessionPool opened;

	private volatile boolean alive = true;

	@AfterEach
	void close() {
		if (this.opened != null) {
			this.opened.close();
		}
		this.threads.close();
	}

	@Test
	void sessionsAreFilledToWhatTheyPreferThenToTheirLimit() throws Exception {
		SessionPool pool = pool(new SessionLimits(2, 3, 100));
		List<PooledSession> holders = new ArrayList<>();
		for (int i = 0; i < 9; i++) {
			holders.add(hold(pool, i));
			assertThat(Set.copyOf(holders)).hasSize(Math.min(1 + i / 2, 3));
		}
		assertThat(new HashSet<>(holders))
			.allSatisfy((session) -> assertThat(holders).filteredOn(session::equals).hasSize(3));
		assertFull(pool, "'named-lock.sessions.max'");
	}

	@Test
	void sessionOfOneLockIsLeftToItsAttempt() throws Exception {
		SessionPool pool = pool(SessionLimits.oneLock());
		PooledSession attempting = pool.forAttempt(attempt(0, Duration.ZERO), this.caller);
		PooledSession holding = hold(pool, 1);
		assertThat(holding).isNotSameAs(attempting);
		assertThat(hold(pool, 2)).isNotIn(attempting, holding);
		pool.done(attempting, Use.ATTEMPT);
		assertThat(hold(pool, 3)).isSameAs(attempting);
		assertFull(pool, "all 3 sessions");
	}

	@Test
	void attemptWaitsForRoomWithinItsDeadline() throws Exception {
		SessionPool pool = pool(SessionLimits.oneLock());
		List<PooledSession> holders = List.of(hold(pool, 0), hold(pool, 1), hold(pool, 2));
		CompletableFuture<PooledSession> late = CompletableFuture.supplyAsync(() -> attemptPatiently(pool));
		Awaitility.await().during(Duration.ofMillis(200)).until(() -> !late.isDone());
		pool.done(holders.get(1), Use.LOCK);
		assertThat(late.get(10, TimeUnit.SECONDS)).isSameAs(holders.get(1));
	}

	@Test
	void singleTryWaitsForThoseWhoTryToo() throws Exception {
		SessionPool pool = pool(SessionLimits.oneLock());
		hold(pool, 0);
		hold(pool, 1);
		PooledSession attempting = pool.forAttempt(attempt(2, Duration.ZERO), this.caller);
		CompletableFuture<Void> end = CompletableFuture.runAsync(() -> pool.done(attempting, Use.ATTEMPT),
				CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS));
		assertThat(pool.forAttempt(attempt(3, Duration.ZERO), this.caller)).isSameAs(attempting);
		end.get(10, TimeUnit.SECONDS);
	}

	@Test
	void fullRegistryOpensNoMoreSessions() throws Exception {
		SessionPool pool = pool(new SessionLimits(10, 10, 2));
		PooledSession session = hold(pool, 0);
		hold(pool, 1);
		assertFull(pool, "2 locks");
		assertThat(pool.lend(LockKey.of("pool-tests:wait"), this.caller, 0)).isNull();
		pool.done(session, Use.LOCK);
		assertThat(hold(pool, 2)).isSameAs(session);
	}

	@Test
	void questionGoesToASessionThatHolds() throws Exception {
		SessionPool pool = pool(SessionLimits.oneLock());
		PooledSession holding = hold(pool, 0);
		assertThat(pool.forQuestion(LockKey.of("pool-tests:0"), (session) -> true)).isSameAs(holding);
		assertThat(hold(pool, 1)).isNotSameAs(holding);
		assertThat(pool.forQuestion(LockKey.of("pool-tests:0"),
				(session) -> !session.isHolding(LockKey.of("pool-tests:0"))))
			.isNotSameAs(holding);
	}

	@Test
	void waitGetsASessionWithoutLocksAndLeavesOne() throws Exception {
		SessionPool pool = pool(SessionLimits.oneLock());
		PooledSession holding = hold(pool, 0);
		PooledSession first = pool.lend(LockKey.of("pool-tests:1"), this.caller, 0);
		PooledSession second = pool.lend(LockKey.of("pool-tests:2"), this.caller, 0);
		assertThat(Set.of(holding, first, second)).hasSize(3);
		assertThat(pool.lend(LockKey.of("pool-tests:3"), this.caller, 0)).isNull();
		assertFull(pool, "wait or hold");
	}

	@Test
	void lastOwnerOfAStandstillIsRefused() throws Exception {
		SessionPool pool = pool(SessionLimits.oneLock());
		List<CompletableFuture<Throwable>> ends = new ArrayList<>();
		for (int i = 0; i < 3; i++) {
			ends.add(new CompletableFuture<>());
		}
		CyclicBarrier allHold = new CyclicBarrier(3);
		for (int i = 0; i < 3; i++) {
			int owner = i;
			new Thread(() -> {
				try {
					own(pool, owner);
					allHold.await();
					own(pool, 10 + owner);
					ends.get(owner).complete(null);
				}
				catch (Throwable ex) {
					ends.get(owner).complete(ex);
				}
			}).start();
		}
		Object refusal = CompletableFuture.anyOf(ends.toArray(CompletableFuture[]::new)).get(10, TimeUnit.SECONDS);
		assertThat(refusal).isInstanceOf(LockDeadlockException.class);
		assertThat(ends).filteredOn(CompletableFuture::isDone).hasSize(1);
		pool.close();
		for (CompletableFuture<Throwable> end : ends) {
			assertThat(end.get(10, TimeUnit.SECONDS)).isNotNull();
		}
	}

	@Test
	void ownerWaitsWhileAnotherOneWorks() throws Exception {
		SessionPool pool = pool(SessionLimits.oneLock());
		PooledSession working = hold(pool, 0);
		CompletableFuture<PooledSession> waiting = CompletableFuture.supplyAsync(() -> {
			try {
				own(pool, 1);
				own(pool, 2);
				return own(pool, 3);
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		});
		Awaitility.await().during(Duration.ofMillis(200)).until(() -> !waiting.isDone());
		pool.done(working, Use.LOCK);
		assertThat(waiting.get(10, TimeUnit.SECONDS)).isSameAs(working);
	}

	@Test
	void showsWhetherASessionIsAliveUnlessItWaitsAndItsClockStandsStill() throws Exception {
		SessionPool pool = pool(new SessionLimits(2, 3, 100));
		hold(pool, 0);
		PooledSession lent = pool.lend(attempt(1, Duration.ZERO).key(), this.caller, 0);
		assertThat(lent).isNotNull();
		lent.opening().join();
		assertThat(pool.overview()).containsExactlyInAnyOrder(new LockOverview.Session("a session", 1, false, true),
				new LockOverview.Session("a session", 0, true, true));
		this.alive = false;
		assertThat(pool.overview()).containsExactlyInAnyOrder(new LockOverview.Session("a session", 1, false, false),
				new LockOverview.Session("a session", 0, true, true));
	}

	@Test
	void limitsThatLeaveNoRoomAreRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> new SessionLimits(0, 1, 1));
		assertThatIllegalArgumentException().isThrownBy(() -> new SessionLimits(2, 1, 1));
		assertThatIllegalArgumentException().isThrownBy(() -> new SessionLimits(1, 1, 0));
	}

	private SessionPool pool(SessionLimits limits) {
		LockFailures failures = new LockFailures("the test's database");
		this.opened = new SessionPool(limits, SETTINGS, this::session,
				new SessionContext(this.threads, failures, new SessionEvents(this.threads), ReleaseMode.ACKNOWLEDGED));
		return this.opened;
	}

	/**
	 * A session that lives as long as the test says and answers nothing.
	 */
	private LockSession session() {
		SessionClock clock = new SessionClock(Duration.ofDays(1), () -> this.alive ? 0 : Long.MAX_VALUE, () -> 0);
		InvocationHandler handler = (proxy, method, arguments) -> switch (method.getName()) {
			case "clock" -> clock;
			case "name" -> "a session";
			default -> null;
		};
		return (LockSession) Proxy.newProxyInstance(SessionPoolTests.class.getClassLoader(),
				new Class<?>[] { LockSession.class }, handler);
	}

	private PooledSession hold(SessionPool pool, int lock) throws Exception {
		LockAttempt attempt = attempt(lock, Duration.ZERO);
		PooledSession session = pool.forAttempt(attempt, this.caller);
		session.opening().join();
		session.granted(attempt.key(), attempt.mode());
		pool.done(session, Use.ATTEMPT);
		return session;
	}

	private PooledSession own(SessionPool pool, int lock) throws Exception {
		LockAttempt attempt = attempt(lock, Duration.ofSeconds(30));
		PooledSession session = pool.forOwner(attempt, this.caller);
		session.granted(attempt.key(), attempt.mode());
		pool.done(session, Use.WAIT);
		return session;
	}

	private PooledSession attemptPatiently(SessionPool pool) {
		try {
			return pool.forAttempt(attempt(9, Duration.ofSeconds(30)), this.caller);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void assertFull(SessionPool pool, String message) {
		assertThatExceptionOfType(LockBackendException.class)
			.isThrownBy(() -> pool.forAttempt(attempt(99, Duration.ofMillis(50)), this.caller))
			.withMessageContaining("pool-tests:99")
			.withMessageContaining(message);
	}

	private static LockAttempt attempt(int lock, Duration wait) {
		return new LockAttempt(LockKey.of("pool-tests:" + lock), LockMode.EXCLUSIVE, Deadline.after(wait), true);
	}

}
