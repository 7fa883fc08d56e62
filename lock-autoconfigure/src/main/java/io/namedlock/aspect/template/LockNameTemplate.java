package io.namedlock.aspect.template;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

import io.namedlock.InvalidLockNameException;
import org.jspecify.annotations.Nullable;
import org.springframework.expression.EvaluationContext;
import org.springframework.expression.spel.standard.SpelExpression;
import org.springframework.util.ClassUtils;

/**
 * The template of a lock's name, parsed and checked. Immutable and safe for use by
 * several threads.
 */
public final class LockNameTemplate {

	private final String source;

	private final List<Part> parts;

	private final ExpressionContext.Variables variables;

	private final EvaluationContext shared;

	LockNameTemplate(String source, List<Part> parts, ExpressionContext.Variables variables, EvaluationContext shared) {
		this.source = source;
		this.parts = parts;
		this.variables = variables;
		this.shared = shared;
	}

	/**
	 * The lock's name for an invocation.
	 * @throws InvalidLockNameException if a part has no usable value
	 */
	public String evaluate(Invocation invocation) {
		ExpressionContext context = new ExpressionContext(this.shared, this.variables, invocation);
		StringBuilder name = new StringBuilder(this.source.length() + 16);
		for (Part part : this.parts) {
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

	/**
	 * A piece of a template, parsed.
	 */
	sealed interface Part {

		/**
		 * The piece as it was written.
		 */
		String source();

		/**
		 * What the piece adds to the lock's name of one invocation.
		 * @throws TemplateException if its value cannot be a part of a name
		 */
		String text(EvaluationContext context) throws TemplateException;

		/**
		 * Text that stands for itself.
		 */
		record Literal(String source) implements Part {

			@Override
			public String text(EvaluationContext context) {
				return this.source;
			}

		}

		/**
		 * An expression.
		 */
		record Evaluated(String source, SpelExpression expression) implements Part {

			private static final Set<Class<?>> OPTIONALS = Set.of(Optional.class, OptionalInt.class, OptionalLong.class,
					OptionalDouble.class);

			private static final ClassValue<Boolean> HAS_TEXT = new ClassValue<>() {
				@Override
				protected Boolean computeValue(Class<?> type) {
					return !OPTIONALS.contains(type)
							&& ClassUtils.getMethod(type, "toString").getDeclaringClass() != Object.class;
				}
			};

			@Override
			public String text(EvaluationContext context) throws TemplateException {
				try {
					return textOf(this.expression.getValue(context));
				}
				catch (RuntimeException ex) {
					throw new TemplateException("cannot be evaluated", String.valueOf(ex.getMessage()), ex);
				}
			}

			/**
			 * The value of an expression as text. Refuses one whose text is another one
			 * in each instance or for each object: no two callers would lock the same
			 * name.
			 */
			private static String textOf(@Nullable Object value) throws TemplateException {
				if (value == null) {
					throw new TemplateException("is null", "Pass a value");
				}
				requireText(value);
				String text = value.toString();
				if (text == null || text.isBlank()) {
					throw new TemplateException("is blank", "Pass a value");
				}
				return text;
			}

			private static void requireText(Object value) throws TemplateException {
				if (!HAS_TEXT.get(value.getClass())) {
					throw new TemplateException(
							"is of " + value.getClass().getTypeName() + ", whose text is not its value",
							"Use a property of it, such as its id, or what it holds");
				}
				// A path goes over its names, each a path that goes over itself
				if (value instanceof Iterable<?> elements && !(value instanceof Path)) {
					requireTexts(elements);
				}
				else if (value instanceof Map<?, ?> map) {
					requireTexts(map.keySet());
					requireTexts(map.values());
				}
			}

			private static void requireTexts(Iterable<?> elements) throws TemplateException {
				for (Object element : elements) {
					textOf(element);
				}
			}

		}

	}

}
