package io.namedlock.jdbc.call;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.namedlock.LockLostException;
import io.namedlock.core.LockAttempt;
import io.namedlock.core.LockGrant;
import io.namedlock.core.LockKey;
import io.namedlock.test.BatchFault;
import io.namedlock.test.FaultySource;
import io.namedlock.test.TestSettings;
import io.namedlock.test.TwoNodesTestSupport;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A lock that goes back to the server and is asked for again in one statement.
 */
@ParameterizedClass
@MethodSource("io.namedlock.test.TestDatabase#all")
class SessionExchangeTests extends TwoNodesTestSupport {

	private static final AtomicInteger NAMES = new AtomicInteger();

	private final LockKey key = LockKey.of("exchange-tests:" + NAMES.incrementAndGet());

	private final LockAttempt attempt = attempt(this.key, Duration.ofSeconds(30), true);

	@SuppressWarnings("NullAway.Init")
	private FaultySource source;

	@BeforeEach
	void connect() {
		this.source = new FaultySource(this.database);
		connect(this.source, TestSettings.sessions());
	}

	@Test
	void isGrantedAnewWhereNobodyWaits() throws Exception {
		LockGrant former = acquire(this.backend);
		LockGrant anew = former.exchange(this.attempt);
		assertThat(former.isHeld()).isFalse();
		assertThat(anew).isNotNull();
		anew.verify();
		assertThat(tryAcquire(this.otherNode)).isNull();
		anew.release();
		assertThat(tryAcquire(this.otherNode)).isNotNull();
	}

	@Test
	void goesToTheWaiterOfAnotherNode() throws Exception {
		LockGrant former = acquire(this.backend);
		CompletableFuture<LockGrant> elsewhere = acquireAsync(this.otherNode);
		assertThat(former.exchange(this.attempt)).isNull();
		LockGrant next = elsewhere.get(10, TimeUnit.SECONDS);
		next.verify();
		CompletableFuture<LockGrant> here = acquireAsync(this.backend);
		assertThat(next.exchange(this.attempt)).isNull();
		here.get(10, TimeUnit.SECONDS).verify();
	}

	@Test
	void waitsWithoutTryingBefore() throws Exception {
		LockGrant elsewhere = acquire(this.otherNode);
		CompletableFuture<LockGrant> here = CompletableFuture.supplyAsync(() -> uninterrupted(this.backend::await));
		Awaitility.await().until(() -> this.database.waitersFor(this.key.value()) == 1);
		elsewhere.release();
		here.get(10, TimeUnit.SECONDS).verify();
	}

	@Test
	void aLostLockIsToldAndNotTakenAnew() throws Exception {
		LockGrant former = acquire(this.backend);
		Long session = this.database.holderOf(this.key.value());
		assertThat(session).isNotNull();
		this.database.kill(session);
		Awaitility.await().until(() -> !this.database.hasSession(session));
		assertThatExceptionOfType(LockLostException.class).isThrownBy(() -> former.exchange(this.attempt));
		assertThat(tryAcquire(this.otherNode)).isNotNull();
	}

	@ParameterizedTest
	@EnumSource
	void believedIsWhatTheServerHolds(BatchFault fault) throws Exception {
		LockGrant former = acquire(this.backend);
		this.source.failNext(fault);
		CompletableFuture<@Nullable LockGrant> exchange = CompletableFuture
			.supplyAsync(() -> former.exchange(this.attempt));
		fault.strike(this.database);
		LockGrant anew = exchange.exceptionally((ex) -> null).get(20, TimeUnit.SECONDS);
		assertThat(former.isHeld()).isFalse();
		if (anew != null && anew.isHeld()) {
			anew.verify();
			assertThat(tryAcquire(this.otherNode)).isNull();
			anew.release();
		}
		Awaitility.await().until(() -> this.database.holderOf(this.key.value()) == null);
	}

	@Test
	void aSessionIsNoLongerInUseAfterItsLastLock() throws Exception {
		LockGrant elsewhere = acquire(this.otherNode);
		CompletableFuture<LockGrant> waiting = acquireAsync(this.backend);
		elsewhere.release();
		LockGrant grant = waiting.get(10, TimeUnit.SECONDS);
		for (int i = 0; i < 3; i++) {
			LockGrant anew = grant.exchange(this.attempt);
			assertThat(anew).isNotNull();
			grant = anew;
		}
		Long session = this.database.holderOf(this.key.value());
		grant.release();
		elsewhere = acquire(this.otherNode);
		waiting = acquireAsync(this.backend);
		elsewhere.release();
		waiting.get(10, TimeUnit.SECONDS);
		assertThat(this.database.holderOf(this.key.value())).as("the session that had waited before waits again")
			.isEqualTo(session);
	}

	private CompletableFuture<LockGrant> acquireAsync(JdbcLockBackend node) {
		CompletableFuture<LockGrant> result = CompletableFuture.supplyAsync(() -> uninterrupted(node::acquire));
		Awaitility.await().until(() -> this.database.waitersFor(this.key.value()) == 1);
		return result;
	}

	private LockGrant uninterrupted(Wait wait) {
		try {
			LockGrant grant = wait.run(this.attempt);
			assertThat(grant).isNotNull();
			return grant;
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private LockGrant acquire(JdbcLockBackend node) throws InterruptedException {
		return acquire(node, this.key);
	}

	private @Nullable LockGrant tryAcquire(JdbcLockBackend node) throws InterruptedException {
		return tryAcquire(node, this.key);
	}

	private interface Wait {

		@Nullable LockGrant run(LockAttempt attempt) throws InterruptedException;

	}

}
