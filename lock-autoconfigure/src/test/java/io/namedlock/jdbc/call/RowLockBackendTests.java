package io.namedlock.jdbc.call;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.namedlock.LockBackendException;
import io.namedlock.LockConfigurationException;
import io.namedlock.LockLostException;
import io.namedlock.LockMode;
import io.namedlock.LockStatus;
import io.namedlock.core.Deadline;
import io.namedlock.core.LockAttempt;
import io.namedlock.core.LockGrant;
import io.namedlock.core.LockKey;
import io.namedlock.jdbc.LockConnectionSource;
import io.namedlock.jdbc.LockSessionSettings;
import io.namedlock.test.DriverManagerSource;
import io.namedlock.test.RowLockBackends;
import io.namedlock.test.TestDatabase;
import io.namedlock.test.TestSettings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What is said of rows alone. Two backends are two nodes.
 */
@ParameterizedClass
@MethodSource("io.namedlock.test.TestDatabase#rows")
@Timeout(60)
class RowLockBackendTests {

	@Parameter
	@SuppressWarnings("NullAway.Init")
	private TestDatabase database;

	private final LockKey key = LockKey.of("row-tests:" + UUID.randomUUID());

	private final List<JdbcLockBackend> backends = new ArrayList<>();

	@SuppressWarnings("NullAway.Init")
	private MortalSource source;

	@SuppressWarnings("NullAway.Init")
	private JdbcLockBackend backend;

	@BeforeEach
	void connect() {
		this.source = new MortalSource(this.database);
		this.backend = node(this.source, RowLockBackends.SETTINGS);
	}

	@AfterEach
	void close() {
		this.backends.forEach(JdbcLockBackend::close);
	}

	@Test
	void saysThatRowsAreItsLocks() {
		assertThat(this.backend.description()).endsWith(", row locks");
		assertThat(this.backend.database()).contains("connections of the test");
	}

	@Test
	void refusesASessionForEachThread() {
		DriverManagerSource refused = new DriverManagerSource(this.database);
		assertThatExceptionOfType(LockConfigurationException.class)
			.isThrownBy(() -> node(refused, TestSettings.dedicated(RowLockBackends.SETTINGS)))
			.satisfies((ex) -> assertThat(ex.reason()).contains("'named-lock.sessions.mode'", "rows"))
			.satisfies((ex) -> assertThat(ex.remedy()).contains("'shared'", "named-lock.backend=native"));
		assertThat(refused.openConnections()).isZero();
		assertThat(refused.isClosed()).isTrue();
	}

	@Test
	void aKilledSessionLosesItsLock() throws Exception {
		LockGrant grant = acquire(this.backend);
		CountDownLatch told = new CountDownLatch(1);
		grant.onLost(told::countDown);
		this.source.killSessions();
		assertThatExceptionOfType(LockLostException.class).isThrownBy(grant::verify);
		assertThat(told.await(10, TimeUnit.SECONDS)).isTrue();
		assertThat(grant.isHeld()).isFalse();
		acquire(node(RowLockBackends.SETTINGS)).release();
	}

	@Test
	void theReleaseOfAKilledSessionSaysThatTheLockWasLost() throws Exception {
		LockGrant grant = acquire(this.backend);
		this.source.killSessions();
		assertThatExceptionOfType(LockLostException.class).isThrownBy(grant::release)
			.withMessageContaining(this.key.name());
	}

	@Test
	void aWaiterPutsADeletedRowBack() throws Exception {
		LockGrant grant = acquire(this.backend);
		JdbcLockBackend other = node(RowLockBackends.SETTINGS);
		CompletableFuture<Void> deletion = CompletableFuture.runAsync(() -> deleteRow());
		CompletableFuture<@Nullable LockGrant> waiter = CompletableFuture
			.supplyAsync(() -> tryFor(other, Duration.ofSeconds(30)));
		grant.release();
		LockGrant next = waiter.get(30, TimeUnit.SECONDS);
		assertThat(next).isNotNull();
		next.verify();
		assertThat(tryFor(this.backend, Duration.ZERO)).isNull();
		next.release();
		deletion.get(30, TimeUnit.SECONDS);
		acquire(this.backend).release();
	}

	@Test
	void findsARowAgainThatWasDeleted() throws Exception {
		acquire(this.backend).release();
		deleteRow();
		LockGrant grant = acquire(this.backend);
		assertThat(tryFor(node(RowLockBackends.SETTINGS), Duration.ZERO)).isNull();
		grant.release();
	}

	@Test
	void drawsGreaterTokensWhileTheLockIsHeld() throws Exception {
		LockGrant grant = acquire(this.backend);
		long first = this.backend.drawFencingToken(this.key, Deadline.never());
		assertThat(node(RowLockBackends.SETTINGS).drawFencingToken(this.key, Deadline.never())).isGreaterThan(first);
		grant.verify();
		grant.release();
	}

	@Test
	void tellsAFreeLockFromAHeldOne() throws Exception {
		assertThat(this.backend.status(this.key)).isEqualTo(LockStatus.free(this.key.name()));
		LockGrant grant = acquire(this.backend);
		assertThat(this.backend.status(this.key)).isEqualTo(LockStatus.held(this.key.name(), null));
		grant.verify();
		grant.release();
		assertThat(this.backend.status(this.key)).isEqualTo(LockStatus.free(this.key.name()));
	}

	@Test
	void aPoolWithoutRoomIsNamedAsTheLimit() throws Exception {
		JdbcLockBackend small = node(TestSettings.sessions(1, 2));
		LockGrant one = acquire(small);
		LockGrant two = acquire(small, LockKey.of(this.key.name() + ":2"));
		assertThatExceptionOfType(LockBackendException.class)
			.isThrownBy(() -> attempt(small, LockKey.of(this.key.name() + ":3"), LockMode.EXCLUSIVE, Duration.ZERO))
			.withMessageContaining("named-lock.sessions.max");
		one.release();
		two.release();
		acquire(small).release();
	}

	@Test
	void holdsNoTransactionWhileItHoldsNoLock() throws Exception {
		acquire(this.backend).release();
		this.backend.status(this.key);
		this.backend.drawFencingToken(this.key, Deadline.never());
		deleteRow();
		this.database.run("DELETE FROM named_lock_token WHERE name = '%s'".formatted(this.key.value()));
	}

	@Test
	void sharedOwnersKeepExclusiveOnesOut() throws Exception {
		if (!this.backend.supports(LockMode.SHARED)) {
			return;
		}
		JdbcLockBackend other = node(RowLockBackends.SETTINGS);
		LockGrant one = acquire(this.backend, this.key, LockMode.SHARED);
		LockGrant two = acquire(other, this.key, LockMode.SHARED);
		assertThat(tryFor(other, Duration.ZERO)).isNull();
		assertThat(tryFor(other, Duration.ofMillis(300))).isNull();
		one.release();
		assertThat(tryFor(other, Duration.ZERO)).isNull();
		two.release();
		LockGrant exclusive = acquire(this.backend);
		assertThat(attempt(other, this.key, LockMode.SHARED, Duration.ZERO)).isNull();
		exclusive.release();
	}

	private JdbcLockBackend node(LockSessionSettings settings) {
		return node(new DriverManagerSource(this.database), settings);
	}

	private JdbcLockBackend node(LockConnectionSource connections, LockSessionSettings settings) {
		JdbcLockBackend node = RowLockBackends.connect(this.database, connections, settings);
		this.backends.add(node);
		return node;
	}

	private void deleteRow() {
		this.database.run("DELETE FROM named_lock WHERE name = '%s'".formatted(this.key.value()));
	}

	private LockGrant acquire(JdbcLockBackend node) throws InterruptedException {
		return acquire(node, this.key);
	}

	private static LockGrant acquire(JdbcLockBackend node, LockKey key) throws InterruptedException {
		return acquire(node, key, LockMode.EXCLUSIVE);
	}

	private static LockGrant acquire(JdbcLockBackend node, LockKey key, LockMode mode) throws InterruptedException {
		LockGrant grant = attempt(node, key, mode, Duration.ofSeconds(20));
		assertThat(grant).isNotNull();
		return grant;
	}

	private @Nullable LockGrant tryFor(JdbcLockBackend node, Duration wait) {
		try {
			return attempt(node, this.key, LockMode.EXCLUSIVE, wait);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static @Nullable LockGrant attempt(JdbcLockBackend node, LockKey key, LockMode mode, Duration wait)
			throws InterruptedException {
		return node.acquire(new LockAttempt(key, mode, Deadline.after(wait), true));
	}

}
