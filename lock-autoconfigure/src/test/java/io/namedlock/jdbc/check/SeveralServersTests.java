package io.namedlock.jdbc.check;

import io.namedlock.LockConfigurationException;
import io.namedlock.jdbc.LockConnectionSource;
import io.namedlock.jdbc.LockTechnique;
import io.namedlock.test.DriverManagerSource;
import io.namedlock.test.TestBackends;
import io.namedlock.test.TestDatabase;
import io.namedlock.test.TestSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests that the start-up check notices connections that lead to more than one server.
 */
@Timeout(120)
class SeveralServersTests {

	private final DriverManagerSource one = new DriverManagerSource(TestDatabase.mariaDb());

	private final DriverManagerSource other = new DriverManagerSource(TestDatabase.anotherMariaDb());

	@Test
	void refusesConnectionsThatLeadToTwoServersInTurn() {
		assertThatRefused(new SplittingSource(this.one, this.other));
	}

	@Test
	void refusesConnectionsThatSeldomLeadToAnotherServer() {
		assertThatRefused(new SplittingSource(this.one, this.one, this.one, this.one, this.other));
	}

	private void assertThatRefused(LockConnectionSource source) {
		assertThatExceptionOfType(LockConfigurationException.class)
			.isThrownBy(() -> TestBackends.connectChecked(source, TestSettings.sessions(), LockTechnique.NATIVE))
			.withMessageContaining("grants one lock to two sessions")
			.satisfies((ex) -> assertThat(ex.remedy()).contains("the one server that is written to"));
		assertThat(this.one.openConnections()).isZero();
		assertThat(this.other.openConnections()).isZero();
	}

}
