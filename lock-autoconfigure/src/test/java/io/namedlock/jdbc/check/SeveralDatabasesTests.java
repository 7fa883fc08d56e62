package io.namedlock.jdbc.check;

import java.util.List;
import java.util.stream.Stream;

import io.namedlock.LockConfigurationException;
import io.namedlock.jdbc.LockConnectionSource;
import io.namedlock.jdbc.LockTechnique;
import io.namedlock.test.DriverManagerSource;
import io.namedlock.test.RowLockBackends;
import io.namedlock.test.TestBackends;
import io.namedlock.test.TestDatabase;
import io.namedlock.test.TestSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Tests that the start-up check notices connections that lead to more than one database,
 * where each has rows of its own.
 */
@ParameterizedClass
@MethodSource("databases")
@Timeout(120)
class SeveralDatabasesTests {

	private static final String OTHER = "other_rows";

	@Parameter
	@SuppressWarnings("NullAway.Init")
	private TestDatabase database;

	@SuppressWarnings("NullAway.Init")
	private TestDatabase second;

	@SuppressWarnings("NullAway.Init")
	private DriverManagerSource one;

	@SuppressWarnings("NullAway.Init")
	private DriverManagerSource other;

	static Stream<TestDatabase> databases() {
		return Stream.of(TestDatabase.h2(), TestDatabase.postgreSql(), TestDatabase.mariaDb());
	}

	@BeforeEach
	void createDatabase() {
		List<String> address = this.database.address();
		String url = address.get(0).replaceFirst("(?<=[/:])(named_lock|postgres)(?=[;?]|$)", OTHER);
		this.second = TestDatabase.at(List.of(url, address.get(1), address.get(2)));
		if (!url.startsWith("jdbc:h2:")) {
			this.database.run("DROP DATABASE IF EXISTS " + OTHER);
			this.database.run("CREATE DATABASE " + OTHER);
		}
		this.one = new DriverManagerSource(this.database);
		this.other = new DriverManagerSource(this.second);
		RowLockBackends.createTables(this.database);
		RowLockBackends.createTables(this.second);
	}

	@AfterEach
	void leavesNoConnectionBehind() {
		assertThat(this.one.openConnections()).isZero();
		assertThat(this.other.openConnections()).isZero();
	}

	@Test
	void refusesConnectionsThatLeadToTwoDatabasesInTurn() {
		assertThatRefused(new SplittingSource(this.one, this.other), "grants one lock to two sessions");
	}

	@Test
	void refusesConnectionsThatSeldomLeadToAnotherDatabase() {
		assertThatRefused(new SplittingSource(this.one, this.one, this.one, this.one, this.one, this.other),
				"grants one lock to two sessions");
	}

	@Test
	void refusesConnectionsThatLeadToADatabaseWithoutTheTable() {
		this.second.run("DROP TABLE named_lock");
		assertThatRefused(new SplittingSource(this.one, this.one, this.other), "could not be checked");
	}

	/**
	 * A table that was made by hand.
	 */
	@Test
	void refusesATableWhoseRowsAreNotLocked() {
		assumeThat(this.database.name()).isEqualTo("MariaDB");
		this.second.run("ALTER TABLE named_lock ENGINE = MyISAM");
		assertThatRefused(this.other, "must be of the engine InnoDB");
	}

	private static void assertThatRefused(LockConnectionSource source, String reason) {
		assertThatExceptionOfType(LockConfigurationException.class)
			.isThrownBy(() -> TestBackends.connectChecked(source, TestSettings.sessions(), LockTechnique.ROW))
			.withMessageContaining(reason)
			.satisfies((ex) -> assertThat(ex.remedy()).containsPattern("to the one server|one and the same database"));
	}

}
