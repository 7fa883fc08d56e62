package io.namedlock.test;

import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterInfo;

/**
 * Skips a test whose parameter, or whose class's parameter, is a database that is not
 * there. It does so ahead of the test's own set-up, which would leave half of what the
 * test's end relies on.
 */
public final class AbsentServerExtension implements BeforeEachCallback {

	@Override
	public void beforeEach(ExtensionContext test) {
		Optional<ExtensionContext> context = Optional.of(test);
		while (context.isPresent()) {
			requireServers(ParameterInfo.get(context.get()));
			context = context.get().getParent();
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
