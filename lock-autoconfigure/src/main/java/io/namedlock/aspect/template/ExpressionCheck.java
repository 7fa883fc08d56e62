package io.namedlock.aspect.template;

import java.util.Set;

import org.springframework.expression.spel.SpelNode;
import org.springframework.expression.spel.ast.CompoundExpression;
import org.springframework.expression.spel.ast.FunctionReference;
import org.springframework.expression.spel.ast.Indexer;
import org.springframework.expression.spel.ast.InlineMap;
import org.springframework.expression.spel.ast.MethodReference;
import org.springframework.expression.spel.ast.Projection;
import org.springframework.expression.spel.ast.PropertyOrFieldReference;
import org.springframework.expression.spel.ast.Selection;
import org.springframework.expression.spel.ast.VariableReference;

/**
 * Refuses an expression that could never be evaluated: one with an unknown variable, or
 * with a name that lacks its {@code #}.
 */
final class ExpressionCheck {

	private static final Set<String> ALWAYS_KNOWN = Set.of("root", "this");

	private static final Set<String> ROOT_PROPERTIES = Set.of("method", "target", "targetClass", "args");

	private final ExpressionContext.Variables variables;

	ExpressionCheck(ExpressionContext.Variables variables) {
		this.variables = variables;
	}

	void check(SpelNode expression) throws TemplateException {
		check(expression, true);
	}

	/**
	 * Checks a node and those below it.
	 * @param onRoot whether a plain name in it is a property or method of the root object
	 */
	private void check(SpelNode node, boolean onRoot) throws TemplateException {
		if (node instanceof VariableReference) {
			requireKnown(node.toStringAST().substring(1));
		}
		else if (node instanceof FunctionReference) {
			throw unknown(node.toStringAST());
		}
		else if (onRoot && isPlainName(node)) {
			requireOfRoot(node.toStringAST());
		}
		checkChildren(node, onRoot);
	}

	private void checkChildren(SpelNode node, boolean onRoot) throws TemplateException {
		boolean ownScope = node instanceof Projection || node instanceof Selection || node instanceof Indexer
				|| node instanceof InlineMap;
		for (int i = 0; i < node.getChildCount(); i++) {
			SpelNode child = node.getChild(i);
			if (i > 0 && node instanceof CompoundExpression && isPlainName(child)) {
				// A name after a dot is one of what stands before it, but not its
				// arguments
				checkChildren(child, onRoot && !ownScope);
			}
			else {
				check(child, onRoot && !ownScope);
			}
		}
	}

	private static boolean isPlainName(SpelNode node) {
		return node instanceof PropertyOrFieldReference || node instanceof MethodReference;
	}

	private void requireKnown(String variable) throws TemplateException {
		if (!ALWAYS_KNOWN.contains(variable) && this.variables.indexOf(variable) == null) {
			throw unknown("#" + variable);
		}
	}

	private void requireOfRoot(String name) throws TemplateException {
		if (!ROOT_PROPERTIES.contains(name)) {
			throw new TemplateException("has '" + name + "', which is neither a parameter nor a part of #root",
					"Write a parameter with its '#', such as <#id>. Known here: " + this.variables.names());
		}
	}

	private TemplateException unknown(String reference) {
		return new TemplateException("has the unknown variable " + reference,
				"Known here: " + this.variables.names() + (this.variables.areNamed() ? ""
						: ". Compile with -parameters to use parameters by their name, or write #p0 for the first"));
	}

}
