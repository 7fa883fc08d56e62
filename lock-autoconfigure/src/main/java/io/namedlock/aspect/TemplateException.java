package io.namedlock.aspect;

import org.jspecify.annotations.Nullable;

/**
 * Says what is wrong with a template, before the method is known to which it belongs.
 */
final class TemplateException extends Exception {

	private final String remedy;

	TemplateException(String reason, String remedy) {
		this(reason, remedy, null);
	}

	TemplateException(String reason, String remedy, @Nullable Throwable cause) {
		super(reason, cause);
		this.remedy = remedy;
	}

	String reason() {
		return String.valueOf(getMessage());
	}

	String remedy() {
		return this.remedy;
	}

}
