package io.namedlock.jdbc.check;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;

import io.namedlock.LockConfigurationException;
import io.namedlock.jdbc.LockConnectionSource;
import io.namedlock.jdbc.LockTechnique;
import io.namedlock.test.TestBackends;
import io.namedlock.test.TestSettings;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

/**
 * A database of which nothing is known is refused, and nothing is tried there.
 */
class UnknownDatabaseTests {

	private final LockConnectionSource source = mock(LockConnectionSource.class);

	private final Connection connection = mock(Connection.class);

	@ParameterizedTest
	@EnumSource(names = "MEMORY", mode = EnumSource.Mode.EXCLUDE)
	void isNamedWithTheRemedies(LockTechnique technique) throws SQLException {
		DatabaseMetaData metaData = mock(DatabaseMetaData.class);
		given(metaData.getDatabaseProductName()).willReturn("Apache Derby");
		given(metaData.getDatabaseProductVersion()).willReturn("10.17.1.0");
		given(this.connection.getMetaData()).willReturn(metaData);
		given(this.source.open()).willReturn(this.connection);
		assertThatExceptionOfType(LockConfigurationException.class)
			.isThrownBy(() -> TestBackends.connectChecked(this.source, TestSettings.sessions(), technique))
			.satisfies((ex) -> assertThat(ex.reason()).contains("Apache Derby 10.17.1.0"))
			.satisfies((ex) -> assertThat(ex.remedy()).contains("'named-lock.datasource.url'", "@NamedLockDataSource",
					"'named-lock.backend=memory'"));
		verify(this.source).discard(this.connection);
		verify(this.source).close();
	}

}
