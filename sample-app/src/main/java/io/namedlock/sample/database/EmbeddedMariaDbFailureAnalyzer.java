package io.namedlock.sample.database;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says what to do where the embedded MariaDB cannot be had.
 */
class EmbeddedMariaDbFailureAnalyzer extends AbstractFailureAnalyzer<EmbeddedMariaDbException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, EmbeddedMariaDbException cause) {
		return new FailureAnalysis(cause.getMessage(), cause.remedy(), cause);
	}

}
