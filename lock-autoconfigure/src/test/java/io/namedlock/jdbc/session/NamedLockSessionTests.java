package io.namedlock.jdbc.session;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

import io.namedlock.LockMode;
import io.namedlock.core.LockKey;
import io.namedlock.jdbc.PlatformThreads;
import io.namedlock.jdbc.SessionClock;
import io.namedlock.jdbc.SessionConnection;
import io.namedlock.jdbc.dialect.Dialects;
import io.namedlock.jdbc.dialect.NamedLockDialect;
import io.namedlock.jdbc.session.QueuedCall.Kind;
import io.namedlock.test.BatchFault;
import io.namedlock.test.FaultySource;
import io.namedlock.test.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class NamedLockSessionTests {

	private static final LockKey KEY = LockKey.of("statement-tests:one");

	private static final LockKey OTHER = LockKey.of("statement-tests:other");

	private final TestDatabase database = TestDatabase.mariaDb();

	private final FaultySource source = new FaultySource(this.database);

	private final PlatformThreads threads = new PlatformThreads();

	@AfterEach
	void close() {
		this.threads.close();
	}

	@ParameterizedTest
	@EnumSource(mode = Mode.MATCH_ANY, names = { "NONE", "KILLED_BEFORE", "KILLED_AFTER" })
	void lockIsReleasedAndTakenAgainInOneBatch(BatchFault fault) throws SQLException {
		try (Connection connection = this.source.open()) {
			NamedLockSession session = session(connection);
			send(session, attempt(KEY));
			this.source.failNext(fault);
			send(session, new QueuedCall(Kind.RELEASE, KEY, LockMode.EXCLUSIVE), attempt(KEY), attempt(OTHER));
			assertThat(session.holds(KEY, LockMode.EXCLUSIVE)).isTrue();
			assertThat(session.holds(OTHER, LockMode.EXCLUSIVE)).isTrue();
			session.releaseAll();
			assertThat(session.holds(KEY, LockMode.EXCLUSIVE)).isFalse();
			assertThat(session.holds(OTHER, LockMode.EXCLUSIVE)).isFalse();
		}
	}

	private NamedLockSession session(Connection connection) throws SQLException {
		Long id = TestDatabase.ask(connection, "SELECT CONNECTION_ID()", null);
		assertThat(id).isNotNull();
		NamedLockDialect dialect = Dialects.namedLocks(connection);
		SessionClock clock = new SessionClock(Duration.ofSeconds(20));
		return new NamedLockSession(new SessionConnection(connection, this.source, clock, id), dialect, this.threads,
				Duration.ofSeconds(5));
	}

	private static QueuedCall attempt(LockKey key) {
		return new QueuedCall(Kind.ATTEMPT, key, LockMode.EXCLUSIVE);
	}

	private static void send(NamedLockSession session, QueuedCall... calls) throws SQLException {
		session.send(List.of(calls));
		for (QueuedCall call : calls) {
			assertThat(call.result()).isTrue();
		}
	}

}
