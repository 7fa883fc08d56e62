package io.namedlock.jdbc.fault;

import java.time.Duration;

import io.namedlock.LockBackendException;
import io.namedlock.LockHandle;
import io.namedlock.LockLostException;
import io.namedlock.LockRegistry;
import io.namedlock.LockRequest;
import io.namedlock.core.DefaultLockRegistry;
import io.namedlock.core.LockRegistrySettings;
import io.namedlock.jdbc.LockSessionSettings;
import io.namedlock.test.DriverManagerSource;
import io.namedlock.test.RowLockBackends;
import io.namedlock.test.TestBackends;
import io.namedlock.test.TestSettings;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The server is started anew while a lock with a fencing token is held: its holder is
 * told, and whoever comes next has a greater token.
 */
@Timeout(120)
class FencedRestartTests {

	private static final LockSessionSettings SETTINGS = TestSettings.impatientSessions(2, 8);

	private static final LockRequest REQUEST = LockRequest.of("fenced-restart:order")
		.fenced()
		.waitingAtMost(Duration.ofSeconds(30));

	@ParameterizedTest
	@EnumSource
	void nextOwnerHasAGreaterToken(StormServer server) {
		RowLockBackends.createTables(server.administration());
		try (DefaultLockRegistry one = connect(server)) {
			one.acquire(REQUEST).close();
			LockHandle before = one.acquire(REQUEST);
			server.restart();
			Awaitility.await().until(() -> !before.isHeld());
			assertThatExceptionOfType(LockLostException.class).isThrownBy(before::close);
			try (DefaultLockRegistry other = connect(server)) {
				long next = tokenOfNext(other);
				assertThat(next).isGreaterThan(before.fencingToken().orElseThrow());
				assertThat(tokenOfNext(one)).isGreaterThan(next);
			}
		}
	}

	/**
	 * A node may meet its dead sessions one after the other.
	 */
	private static long tokenOfNext(LockRegistry registry) {
		LockHandle next = Awaitility.await()
			.ignoreExceptionsInstanceOf(LockBackendException.class)
			.until(() -> registry.acquire(REQUEST), LockHandle::isHeld);
		next.close();
		return next.fencingToken().orElseThrow();
	}

	private static DefaultLockRegistry connect(StormServer server) {
		return new DefaultLockRegistry(TestBackends.connect(new DriverManagerSource(server.administration()), SETTINGS),
				LockRegistrySettings.defaults());
	}

}
