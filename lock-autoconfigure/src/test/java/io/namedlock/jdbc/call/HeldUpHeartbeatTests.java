package io.namedlock.jdbc.call;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.namedlock.core.LockGrant;
import io.namedlock.core.LockKey;
import io.namedlock.test.FaultySource;
import io.namedlock.test.TestBackends;
import io.namedlock.test.TestDatabase;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A heartbeat is held up before it is sent, where no time-out of the driver ends it: the
 * session's clock alone can tell that the server has heard of nobody for too long.
 */
@Timeout(60)
class HeldUpHeartbeatTests {

	private final LockKey key = LockKey.of("held-up:" + UUID.randomUUID());

	private final CountDownLatch gate = new CountDownLatch(1);

	static Stream<TestDatabase> databases() {
		return Stream.of(TestDatabase.mariaDb(), TestDatabase.postgreSql());
	}

	@ParameterizedTest
	@MethodSource("databases")
	void holderIsToldBeforeTheServerGivesItsLockAway(TestDatabase database) throws Exception {
		FaultySource source = new FaultySource(database);
		try (JdbcLockBackend backend = TestBackends.connect(source, BackendTestSupport.SETTINGS);
				JdbcLockBackend otherNode = TestBackends.connect(database, BackendTestSupport.SETTINGS)) {
			LockGrant held = BackendTestSupport.acquire(backend, this.key, Duration.ZERO);
			source.stopNext(this.gate);
			assertThat(source.stopped().await(10, TimeUnit.SECONDS)).isTrue();
			LockGrant next = BackendTestSupport.acquire(otherNode, this.key, Duration.ofSeconds(20));
			boolean stillHeld = held.isHeld();
			this.gate.countDown();
			assertThat(stillHeld).as("held by two").isFalse();
			next.release();
		}
	}

}
