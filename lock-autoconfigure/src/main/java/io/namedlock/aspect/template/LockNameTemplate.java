package io.namedlock.aspect.template;

import java.util.List;

import io.namedlock.InvalidLockNameException;
import org.jspecify.annotations.Nullable;
import org.springframework.expression.EvaluationContext;

/**
 * The template of a lock's name, parsed and checked. Immutable and safe for use by
 * several threads.
 */
public final class LockNameTemplate {

	private final String source;

	private final List<TemplatePart> parts;

	private final ExpressionVariables variables;

	private final EvaluationContext shared;

	LockNameTemplate(String source, List<TemplatePart> parts, ExpressionVariables variables, EvaluationContext shared) {
		this.source = source;
		this.parts = parts;
		this.variables = variables;
		this.shared = shared;
	}

	/**
	 * The lock's name for an invocation.
	 * @param invocation the invocation
	 * @return the name
	 * @throws InvalidLockNameException if a part has no usable value
	 */
	public String evaluate(Invocation invocation) {
		ExpressionContext context = new ExpressionContext(this.shared, this.variables, invocation);
		StringBuilder name = new StringBuilder(this.source.length() + 16);
		for (TemplatePart part : this.parts) {
			try {
				name.append(part.text(context));
			}
			catch (TemplateException ex) {
				throw invalid(invocation, "<%s> %s. %s".formatted(part.source(), ex.reason(), ex.remedy()),
						ex.getCause());
			}
		}
		return name.toString();
	}

	/**
	 * Says that the name cannot be used that an invocation has.
	 */
	public InvalidLockNameException invalid(Invocation invocation, String why, @Nullable Throwable cause) {
		return new InvalidLockNameException(this.source, "The lock name '%s' of %s cannot be used: %s"
			.formatted(this.source, MethodNames.describe(invocation.method()), why), cause);
	}

	@Override
	public String toString() {
		return this.source;
	}

}
