package io.namedlock.sample.database;

import java.sql.SQLException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.jdbc.CannotGetJdbcConnectionException;

/**
 * Says what to do where a database was given but cannot be reached.
 */
class UnreachableDatabaseFailureAnalyzer extends AbstractFailureAnalyzer<CannotGetJdbcConnectionException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, CannotGetJdbcConnectionException cause) {
		SQLException reason = findCause(cause, SQLException.class);
		return new FailureAnalysis(
				"The database cannot be reached: " + ((reason != null) ? reason : cause).getMessage(), """
						Start the first instance before the second, which uses the first one's database.
						For a server of yours, see to it that it runs, and check spring.datasource.url, \
						spring.datasource.username and spring.datasource.password""", cause);
	}

}
