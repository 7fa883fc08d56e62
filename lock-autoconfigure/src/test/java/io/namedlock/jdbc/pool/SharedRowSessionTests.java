package io.namedlock.jdbc.pool;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import io.namedlock.LockMode;
import io.namedlock.core.Deadline;
import io.namedlock.core.LockKey;
import io.namedlock.jdbc.LockTechnique;
import io.namedlock.jdbc.PlatformThreads;
import io.namedlock.jdbc.session.LockSession;
import io.namedlock.jdbc.session.LockSession.ExchangeAnswer;
import io.namedlock.jdbc.session.Locking;
import io.namedlock.test.DriverManagerSource;
import io.namedlock.test.RowLockBackends;
import io.namedlock.test.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sessions that share a row: each statement takes it in the mode that was asked for.
 */
@ParameterizedClass
@MethodSource("io.namedlock.test.TestDatabase#allAndOneLockSessions")
@Timeout(60)
class SharedRowSessionTests {

	private final LockKey key = LockKey.of("shared-row-tests:" + UUID.randomUUID());

	private final PlatformThreads threads = new PlatformThreads();

	private final List<LockSession> sessions = new ArrayList<>();

	@Parameter
	@SuppressWarnings("NullAway.Init")
	private TestDatabase database;

	@SuppressWarnings("NullAway.Init")
	private LockSession one;

	@SuppressWarnings("NullAway.Init")
	private LockSession two;

	@SuppressWarnings("NullAway.Init")
	private LockSession three;

	@BeforeEach
	void open() throws SQLException {
		RowLockBackends.createTables(this.database);
		try (Connection connection = this.database.connect()) {
			SessionOpener opener = new SessionOpener(new DriverManagerSource(this.database),
					Locking.detect(connection, LockTechnique.ROW), RowLockBackends.SETTINGS, this.threads);
			for (int i = 0; i < 3; i++) {
				this.sessions.add(opener.open());
			}
		}
		this.one = this.sessions.get(0);
		this.two = this.sessions.get(1);
		this.three = this.sessions.get(2);
	}

	@AfterEach
	void close() {
		this.sessions.forEach(LockSession::discard);
		this.threads.close();
	}

	@Test
	void tryInTheModeThatIsWanted() throws SQLException {
		assertThat(this.one.tryAcquire(this.key, LockMode.SHARED)).isTrue();
		assertThat(this.two.tryAcquire(this.key, LockMode.SHARED)).isTrue();
		assertThat(this.three.tryAcquire(this.key, LockMode.EXCLUSIVE)).isFalse();
		this.one.release(this.key, LockMode.SHARED);
		this.two.release(this.key, LockMode.SHARED);
		assertThat(this.three.tryAcquire(this.key, LockMode.EXCLUSIVE)).isTrue();
		assertThat(this.one.tryAcquire(this.key, LockMode.SHARED)).isFalse();
	}

	@Test
	void waitInTheModeThatIsWanted() throws SQLException {
		assertThat(await(this.one, LockMode.SHARED)).isTrue();
		assertThat(await(this.two, LockMode.SHARED)).isTrue();
		assertThat(await(this.three, LockMode.EXCLUSIVE)).isFalse();
		this.one.release(this.key, LockMode.SHARED);
		this.two.release(this.key, LockMode.SHARED);
		assertThat(await(this.three, LockMode.EXCLUSIVE)).isTrue();
		assertThat(await(this.one, LockMode.SHARED)).isFalse();
	}

	@Test
	void exchangeForTheModeThatIsWanted() throws SQLException {
		assertThat(this.one.tryAcquire(this.key, LockMode.SHARED)).isTrue();
		assertThat(this.one.exchange(this.key, LockMode.SHARED, LockMode.EXCLUSIVE)).isEqualTo(ExchangeAnswer.GRANTED);
		assertThat(this.two.tryAcquire(this.key, LockMode.SHARED)).isFalse();
		assertThat(this.one.exchange(this.key, LockMode.EXCLUSIVE, LockMode.SHARED)).isEqualTo(ExchangeAnswer.GRANTED);
		assertThat(this.two.tryAcquire(this.key, LockMode.SHARED)).isTrue();
		assertThat(this.one.exchange(this.key, LockMode.SHARED, LockMode.EXCLUSIVE)).isEqualTo(ExchangeAnswer.BUSY);
		assertThat(this.two.holds(this.key, LockMode.SHARED)).isTrue();
	}

	private boolean await(LockSession session, LockMode mode) throws SQLException {
		return session.await(this.key, mode, Deadline.after(Duration.ofMillis(400)));
	}

}
