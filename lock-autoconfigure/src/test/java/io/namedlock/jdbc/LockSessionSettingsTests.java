package io.namedlock.jdbc;

import java.time.Duration;

import io.namedlock.LockConfigurationException;
import io.namedlock.test.TestSettings;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class LockSessionSettingsTests {

	private static final Duration SECOND = Duration.ofSeconds(1);

	@Test
	void acceptsTheFewestSessionsAndATimeoutOfThreeIntervals() {
		LockSessionSettings settings = TestSettings.sessions(1, 2, SECOND, SECOND.multipliedBy(3));
		assertThat(settings.max()).isEqualTo(2);
	}

	@Test
	void refusesSessionsThatAllWait() {
		assertThatExceptionOfType(LockConfigurationException.class)
			.isThrownBy(() -> TestSettings.sessions(8, 8, SECOND, SECOND.multipliedBy(3)))
			.withMessageContaining("'named-lock.sessions.waiting' is 8 and 'named-lock.sessions.max' is 8");
	}

	@Test
	void refusesNoWaitingSession() {
		assertThatExceptionOfType(LockConfigurationException.class)
			.isThrownBy(() -> TestSettings.sessions(0, 8, SECOND, SECOND.multipliedBy(3)))
			.withMessageContaining("named-lock.sessions.waiting");
	}

	@Test
	void refusesAnIntervalThatIsNone() {
		assertThatExceptionOfType(LockConfigurationException.class)
			.isThrownBy(() -> TestSettings.sessions(1, 2, Duration.ZERO, SECOND))
			.withMessageContaining("named-lock.keep-alive-interval");
	}

	@Test
	void refusesATimeoutThatIsOverBeforeASilenceIsSeen() {
		assertThatExceptionOfType(LockConfigurationException.class)
			.isThrownBy(() -> TestSettings.sessions(1, 2, SECOND, Duration.ofMillis(2999)))
			.withMessageContaining("named-lock.dead-holder-timeout")
			.withMessageContaining("three intervals");
	}

	@Test
	void refusesToHoldNoLock() {
		assertThatExceptionOfType(LockConfigurationException.class).isThrownBy(() -> TestSettings.sessionsOfAtMost(0))
			.withMessageContaining("'named-lock.sessions.max-locks' is 0");
	}

}
