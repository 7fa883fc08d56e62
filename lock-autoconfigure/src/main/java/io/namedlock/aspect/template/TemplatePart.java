package io.namedlock.aspect.template;

import org.springframework.expression.EvaluationContext;
import org.springframework.expression.spel.standard.SpelExpression;

/**
 * A piece of a template, parsed.
 */
sealed interface TemplatePart {

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
