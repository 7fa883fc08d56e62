package io.namedlock.aspect.template;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

import io.namedlock.LockConfigurationException;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.expression.BeanFactoryResolver;
import org.springframework.expression.EvaluationContext;
import org.springframework.expression.ParseException;
import org.springframework.expression.spel.standard.SpelExpression;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.expression.spel.support.StandardEvaluationContext;
import org.springframework.expression.spel.support.StandardTypeLocator;

/**
 * Makes templates out of the text in annotations, and refuses those that could not work.
 */
public final class LockNameTemplateParser {

	private final SpelExpressionParser expressions = new SpelExpressionParser();

	private final PlaceholderResolver placeholders;

	private final EvaluationContext shared;

	/**
	 * Creates a parser.
	 * @param beanFactory whose beans a template may name
	 * @param placeholders resolves what stands in <code>${}</code>
	 */
	public LockNameTemplateParser(ConfigurableListableBeanFactory beanFactory, PlaceholderResolver placeholders) {
		this.placeholders = placeholders;
		this.shared = sharedContext(beanFactory);
	}

	private static EvaluationContext sharedContext(ConfigurableListableBeanFactory beanFactory) {
		StandardEvaluationContext context = new StandardEvaluationContext();
		context.setBeanResolver(new BeanFactoryResolver(beanFactory));
		context.setTypeLocator(new StandardTypeLocator(beanFactory.getBeanClassLoader()));
		return context;
	}

	/**
	 * Parses a template.
	 * @param method the method for which it counts
	 * @throws LockConfigurationException if it cannot work
	 */
	public LockNameTemplate parse(NamedLockDeclaration declaration, Method method) {
		String source = declaration.annotation().name();
		try {
			ExpressionContext.Variables variables = new ExpressionContext.Variables(method, declaration.declaredOn());
			return new LockNameTemplate(source, parts(source, variables), variables, this.shared);
		}
		catch (TemplateException ex) {
			throw ex.refusal("The name '%s'".formatted(source), method);
		}
	}

	private List<LockNameTemplate.Part> parts(String source, ExpressionContext.Variables variables)
			throws TemplateException {
		String text = this.placeholders.resolve(source);
		if (text.isBlank()) {
			throw new TemplateException("is blank", "Give the lock a name");
		}
		List<LockNameTemplate.Part> parts = new ArrayList<>();
		for (TemplateScanner.Piece piece : TemplateScanner.scan(text)) {
			parts.add(piece.isExpression() ? expression(piece.text(), variables)
					: new LockNameTemplate.Part.Literal(piece.text()));
		}
		return List.copyOf(parts);
	}

	private LockNameTemplate.Part expression(String text, ExpressionContext.Variables variables)
			throws TemplateException {
		try {
			SpelExpression expression = this.expressions.parseRaw(text);
			new ExpressionCheck(variables).check(expression.getAST());
			return new LockNameTemplate.Part.Evaluated(text, expression);
		}
		catch (ParseException | IllegalArgumentException | IllegalStateException ex) {
			throw new TemplateException("has an expression <" + text + "> that does not parse: " + ex.getMessage(),
					"Correct the expression, it is Spring's expression language", ex);
		}
	}

}
