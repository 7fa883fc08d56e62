package io.namedlock.jdbc.fault;

import java.util.UUID;

import io.namedlock.LockMode;
import io.namedlock.core.Deadline;
import io.namedlock.core.LockAttempt;
import io.namedlock.core.LockGrant;
import io.namedlock.core.LockKey;
import io.namedlock.jdbc.call.JdbcLockBackend;
import io.namedlock.test.TestBackends;
import io.namedlock.test.TestDatabase;
import io.namedlock.test.TestSettings;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class FailedOpeningTests {

	private final SteppedSource source = new SteppedSource(TestDatabase.mariaDb(),
			new Injection(new Step(Step.CONNECT, 0), Fault.REFUSED));

	/**
	 * The session that failed is not there any more, however soon that is.
	 */
	@RepeatedTest(20)
	void isMadeUpForByAnotherSession() throws InterruptedException {
		try (JdbcLockBackend backend = TestBackends.connect(this.source, TestSettings.sessions())) {
			this.source.arm();
			LockGrant grant = backend.acquire(new LockAttempt(LockKey.of("opening:" + UUID.randomUUID()),
					LockMode.EXCLUSIVE, Deadline.afterNanos(0), true));
			assertThat(grant).isNotNull();
			assertThat(this.source.askedConnections()).as("one to find out the database, one refused, one for the lock")
				.isEqualTo(3);
		}
	}

}
