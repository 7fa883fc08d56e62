package io.namedlock.test;

import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterInfo;
import org.opentest4j.TestAbortedException;

/**
 * Skips a test whose parameter, or whose class's parameter, is a database that is not
 * there. It does so ahead of the test's own set-up and of all other extensions, which
 * would leave half of what the test's end relies on.
 */
public final class AbsentServerExtension implements ExecutionCondition {

	@Override
	public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext test) {
		try {
			Optional<ExtensionContext> context = Optional.of(test);
			while (context.isPresent()) {
				requireServers(ParameterInfo.get(context.get()));
				context = context.get().getParent();
			}
			return ConditionEvaluationResult.enabled("all servers are there");
		}
		catch (TestAbortedException ex) {
			return ConditionEvaluationResult.disabled(ex.getMessage());
		}
	}

	private static void requireServers(@Nullable ParameterInfo parameters) {
		if (parameters != null) {
			parameters.getArguments()
				.toList()
				.stream()
				.filter(TestDatabase.class::isInstance)
				.forEach((database) -> ((TestDatabase) database).port());
		}
	}

}
