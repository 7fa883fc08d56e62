package io.namedlock.aspect;

import org.springframework.expression.EvaluationContext;
import org.springframework.expression.spel.standard.SpelExpression;

/**
 * A piece of a template that is ready to use.
 */
sealed interface TemplatePart {

	/**
	 * The piece as it was written.
	 */
	String source();

	/**
	 * The piece's text for one call.
	 * @throws TemplateException if it has no usable one
	 */
	String text(EvaluationContext context) throws TemplateException;

	/**
	 * Text that stands for itself.
	 */
	record Literal(String source) implements TemplatePart {

		@Override
		public String text(EvaluationContext context) {
			return this.source;
		}

	}

	/**
	 * An expression.
	 */
	record Evaluated(String source, SpelExpression expression) implements TemplatePart {

		@Override
		public String text(EvaluationContext context) throws TemplateException {
			try {
				return PartValue.text(this.expression.getValue(context));
			}
			catch (RuntimeException ex) {
				throw new TemplateException("cannot be evaluated", String.valueOf(ex.getMessage()), ex);
			}
		}

	}

}
