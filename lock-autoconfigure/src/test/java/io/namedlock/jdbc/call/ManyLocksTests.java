package io.namedlock.jdbc.call;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(120)
class ManyLocksTests {

	private static final int LOCKS = 10_000;

	@ParameterizedTest
	@MethodSource("io.namedlock.test.TestDatabase#mySqlFamily")
	void tenThousandLocksNeedFourConnections(TestDatabase database) throws InterruptedException {
		DriverManagerSource source = new DriverManagerSource(database);
		try (JdbcLockBackend backend = TestBackends.connect(source, TestSettings.sessions());
				JdbcLockBackend otherNode = TestBackends.connect(database)) {
			List<LockGrant> grants = new ArrayList<>(LOCKS);
			for (int i = 0; i <= LOCKS; i++) {
				grants.add(backend.acquire(attempt(i)));
			}
			assertThat(grants).hasSize(LOCKS + 1).doesNotContainNull();
			assertThat(source.openConnections()).isEqualTo(4);
			for (int i = 0; i <= LOCKS; i += 500) {
				assertThat(otherNode.acquire(attempt(i))).isNull();
			}
			grants.forEach(LockGrant::release);
			assertThat(database.holderOf(attempt(LOCKS).key().value())).isNull();
		}
	}

	private static LockAttempt attempt(int lock) {
		return new LockAttempt(LockKey.of("many-locks:" + lock), LockMode.EXCLUSIVE, Deadline.after(Duration.ZERO),
				true);
	}

}
