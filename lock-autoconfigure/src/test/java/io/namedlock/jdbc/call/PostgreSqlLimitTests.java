package io.namedlock.jdbc.call;

import java.time.Duration;

import io.namedlock.LockBackendException;
import io.namedlock.LockMode;
import io.namedlock.core.Deadline;
import io.namedlock.core.LockAttempt;
import io.namedlock.core.LockGrant;
import io.namedlock.core.LockKey;
import io.namedlock.jdbc.LockSessionSettings;
import io.namedlock.test.TestBackends;
import io.namedlock.test.TestDatabase;
import io.namedlock.test.TestSettings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * How many locks one application may hold at a PostgreSQL.
 */
@Timeout(60)
class PostgreSqlLimitTests {

	private final TestDatabase database = TestDatabase.postgreSql();

	@Test
	void thousandLocksAreHeldAndNoMore() throws InterruptedException {
		try (JdbcLockBackend backend = connect(null)) {
			LockGrant first = acquire(backend, 0);
			for (int i = 1; i < 1_000; i++) {
				assertThat(acquire(backend, i)).isNotNull();
			}
			assertThatExceptionOfType(LockBackendException.class).isThrownBy(() -> acquire(backend, 1_000))
				.withMessageContaining("1000 locks")
				.withMessageContaining("named-lock.sessions.max-locks");
			assertThat(this.database.holderOf("limit:1000")).isNull();
			assertThat(first).isNotNull();
			first.release();
			assertThat(acquire(backend, 1_000)).isNotNull();
		}
	}

	@Test
	void limitIsTheApplicationsChoice() throws InterruptedException {
		try (JdbcLockBackend backend = connect(1)) {
			assertThat(acquire(backend, 0)).isNotNull();
			assertThatExceptionOfType(LockBackendException.class).isThrownBy(() -> acquire(backend, 1));
		}
		try (JdbcLockBackend backend = connect(2_000)) {
			for (int i = 0; i <= 1_000; i++) {
				assertThat(acquire(backend, i)).isNotNull();
			}
		}
	}

	private JdbcLockBackend connect(@Nullable Integer maxLocks) {
		LockSessionSettings settings = TestSettings.sessionsOfAtMost(maxLocks);
		return TestBackends.connect(this.database, settings);
	}

	private static @Nullable LockGrant acquire(JdbcLockBackend backend, int lock) throws InterruptedException {
		return backend.acquire(new LockAttempt(LockKey.of("limit:" + lock), LockMode.EXCLUSIVE,
				Deadline.after(Duration.ofMillis(100)), true));
	}

}
