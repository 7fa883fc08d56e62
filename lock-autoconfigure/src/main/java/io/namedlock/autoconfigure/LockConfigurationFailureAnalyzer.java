package io.namedlock.autoconfigure;

import io.namedlock.LockConfigurationException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Says why an application with locks does not start. It comes before the analyzer of bind
 * failures, which knows no remedy.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class LockConfigurationFailureAnalyzer extends AbstractFailureAnalyzer<LockConfigurationException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, LockConfigurationException cause) {
		return new FailureAnalysis(cause.reason(), cause.remedy(), rootFailure);
	}

}
