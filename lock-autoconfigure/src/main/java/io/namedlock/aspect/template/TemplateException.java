package io.namedlock.aspect.template;

import java.lang.reflect.Method;

import io.namedlock.LockConfigurationException;
import org.jspecify.annotations.Nullable;

/**
 * Says what is wrong with a text in an annotation. Whoever knows the method turns it into
 * an exception that names it.
 */
public final class TemplateException extends Exception {

	private final String remedy;

	public TemplateException(String reason, String remedy) {
		this(reason, remedy, null);
	}

	/**
	 * Creates an exception with a cause.
	 * @param cause what was thrown, or {@code null}
	 */
	public TemplateException(String reason, String remedy, @Nullable Throwable cause) {
		super(reason, cause);
		this.remedy = remedy;
	}

	/**
	 * What is wrong.
	 */
	public String reason() {
		return String.valueOf(getMessage());
	}

	/**
	 * What to write instead.
	 */
	public String remedy() {
		return this.remedy;
	}

	/**
	 * Ends the application's start.
	 * @param method the method whose annotation has it
	 */
	public LockConfigurationException refusal(String text, Method method) {
		return new LockConfigurationException(
				"%s in @NamedLock of %s %s.".formatted(text, MethodNames.describe(method), reason()), remedy(),
				getCause());
	}

}
