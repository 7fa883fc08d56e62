package io.namedlock.observe;

import java.util.Locale;

import io.namedlock.LockMode;
import io.namedlock.LockRequest;
import org.jspecify.annotations.Nullable;

/**
 * The tags of meters and observations. There are as many of their values as there are
 * templates, never as many as names.
 */
final class LockTags {

	static final String TEMPLATE = "template";

	static final String MODE = "mode";

	static final String OUTCOME = "outcome";

	private static final String NONE = "none";

	private LockTags() {
	}

	static String template(LockRequest request) {
		return request.template().orElse(NONE);
	}

	static String template(@Nullable String template) {
		return (template != null) ? template : NONE;
	}

	static String mode(LockMode mode) {
		return mode.name().toLowerCase(Locale.ROOT);
	}

}
