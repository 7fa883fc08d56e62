package io.namedlock.jdbc.call;

import java.time.Duration;
import java.util.UUID;

import io.namedlock.LockMode;
import io.namedlock.core.Deadline;
import io.namedlock.core.LockAttempt;
import io.namedlock.core.LockGrant;
import io.namedlock.core.LockKey;
import io.namedlock.jdbc.LockSessionSettings;
import io.namedlock.test.DriverManagerSource;
import io.namedlock.test.RowLockBackends;
import io.namedlock.test.TcpRelay;
import io.namedlock.test.TestDatabase;
import io.namedlock.test.TestSettings;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class SilentRowHolderTests {

	private static final LockSessionSettings SETTINGS = TestSettings.impatientSessions(2, 6);

	private final LockKey key = LockKey.of("silent-row-tests:" + UUID.randomUUID());

	@ParameterizedTest
	@MethodSource("io.namedlock.test.TestDatabase#allAndOneLockSessions")
	void isToldBeforeItsLockIsGivenAway(TestDatabase database) throws Exception {
		try (TcpRelay relay = new TcpRelay(database.port());
				JdbcLockBackend silent = RowLockBackends.connect(database,
						new DriverManagerSource(database, relay.port()), SETTINGS);
				JdbcLockBackend other = RowLockBackends.connect(database)) {
			LockGrant grant = acquire(silent);
			relay.pause();
			LockGrant next = acquire(other);
			assertThat(grant.isHeld()).isFalse();
			next.verify();
			next.release();
		}
	}

	@ParameterizedTest
	@MethodSource("io.namedlock.test.TestDatabase#rows")
	void keepsItsLockForAsLongAsItIsHeardOf(TestDatabase database) throws Exception {
		try (JdbcLockBackend idle = RowLockBackends.connect(database, new DriverManagerSource(database), SETTINGS);
				JdbcLockBackend other = RowLockBackends.connect(database)) {
			LockGrant grant = acquire(idle);
			assertThat(attempt(other, SETTINGS.deadHolderTimeout().multipliedBy(2))).isNull();
			grant.verify();
			grant.release();
			acquire(other).release();
		}
	}

	private LockGrant acquire(JdbcLockBackend backend) throws InterruptedException {
		LockGrant grant = attempt(backend, Duration.ofSeconds(30));
		assertThat(grant).isNotNull();
		return grant;
	}

	private LockGrant attempt(JdbcLockBackend backend, Duration wait) throws InterruptedException {
		return backend.acquire(new LockAttempt(this.key, LockMode.EXCLUSIVE, Deadline.after(wait), true));
	}

}
