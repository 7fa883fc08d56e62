package io.namedlock.jdbc.call;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import io.namedlock.LockBackendException;
import io.namedlock.core.LockGrant;
import io.namedlock.core.LockKey;
import io.namedlock.jdbc.LockSessionSettings;
import io.namedlock.test.DriverManagerSource;
import io.namedlock.test.TestBackends;
import io.namedlock.test.TestSettings;
import io.namedlock.test.TwoNodesTestSupport;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * MySQL before 5.7, whose sessions drop a lock when they try for the next.
 */
@ParameterizedClass(allowZeroInvocations = true)
@MethodSource("io.namedlock.test.TestDatabase#oneLockSessions")
@ExtendWith(OutputCaptureExtension.class)
class OneLockSessionsTests extends TwoNodesTestSupport {

	private static final LockSessionSettings SETTINGS = TestSettings.impatientSessions(2, 4);

	private final String name = "one-lock:" + UUID.randomUUID() + ":";

	@SuppressWarnings("NullAway.Init")
	private DriverManagerSource source;

	@BeforeEach
	void connect() {
		this.source = new DriverManagerSource(this.database);
		connect(this.source, SETTINGS);
	}

	@Test
	void eachLockHasASessionOfItsOwn() throws Exception {
		tryAcquire(this.otherNode, 9);
		List<LockGrant> grants = new ArrayList<>();
		Set<Long> holders = new HashSet<>();
		for (int i = 0; i < SETTINGS.max(); i++) {
			grants.add(acquire(i));
			assertThat((i + 1 < SETTINGS.max()) ? tryAcquire(this.backend, 9) : null).isNull();
			holders.add(this.database.holderOf(this.name + i));
		}
		assertThat(holders).hasSize(SETTINGS.max()).doesNotContainNull();
		for (int i = 0; i < SETTINGS.max(); i++) {
			grants.get(i).verify();
			assertThat(this.database.holderOf(this.name + i)).isIn(holders);
			assertThat(tryAcquire(this.otherNode, i)).isNull();
		}
		assertThat(this.source.openConnections()).isEqualTo(SETTINGS.max());
	}

	@Test
	void oneLockTooManyIsToldAsTheLimitOfTheSessions() throws Exception {
		List<LockGrant> grants = new ArrayList<>();
		for (int i = 0; i < SETTINGS.max(); i++) {
			grants.add(acquire(i));
		}
		assertThatExceptionOfType(LockBackendException.class).isThrownBy(() -> tryAcquire(this.backend, 9))
			.withMessageContaining("'named-lock.sessions.max'")
			.withMessageContaining(this.name + "9");
		grants.get(0).release();
		assertThat(acquire(9).isHeld()).isTrue();
		assertThat(this.backend.status(key(9)).isFree()).isFalse();
	}

	@Test
	void waitThatWinsKeepsItsSession() throws Exception {
		LockGrant before = acquire(1);
		LockGrant held = tryAcquire(this.otherNode, 2);
		assertThat(held).isNotNull();
		Thread release = new Thread(() -> {
			Awaitility.await().until(() -> this.database.waitersFor(this.name + "2") == 1);
			held.release();
		});
		release.start();
		LockGrant won = acquire(this.backend, key(2), Duration.ofSeconds(30));
		release.join();
		LockGrant after = acquire(3);
		for (LockGrant grant : List.of(before, won, after)) {
			grant.verify();
			grant.release();
		}
	}

	@Test
	void sessionsEndWithTheirLocks() throws Exception {
		acquire(1);
		this.backend.close();
		assertThat(this.database.holderOf(this.name + "1")).isNull();
	}

	@Test
	void isToldAtTheStart(CapturedOutput output) {
		String before = output.toString();
		TestBackends.connect(this.database, SETTINGS).close();
		assertThat(output.toString().substring(before.length())).containsOnlyOnce("upgrade to MySQL 5.7 or later")
			.contains("'named-lock.sessions.max'");
	}

	private LockGrant acquire(int lock) throws InterruptedException {
		return acquire(this.backend, key(lock));
	}

	private @Nullable LockGrant tryAcquire(JdbcLockBackend node, int lock) throws InterruptedException {
		return tryAcquire(node, key(lock));
	}

	private LockKey key(int lock) {
		return LockKey.of(this.name + lock);
	}

}
