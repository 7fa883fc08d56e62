package io.namedlock.aspect;

import java.util.ArrayList;
import java.util.List;

/**
 * Takes the text of a template apart: an expression begins at {@code <} and ends at the
 * first {@code >} that is neither quoted nor in brackets.
 */
final class TemplateParts {

	private static final String COMPARISON = "Write a comparison in parentheses, such as <(#a > 3) ? 'x' : 'y'>, "
			+ "or with gt and lt, and a plain angle bracket as <'>'>.";

	private final String text;

	private final List<Part> parts = new ArrayList<>();

	private int position;

	private TemplateParts(String text) {
		this.text = text;
	}

	static List<Part> of(String text) throws TemplateException {
		TemplateParts parts = new TemplateParts(text);
		while (parts.position < text.length()) {
			parts.next();
		}
		return parts.parts;
	}

	private void next() throws TemplateException {
		if (this.text.charAt(this.position) == '<') {
			int end = endOfExpression(this.position + 1);
			add(new Part(true, this.text.substring(this.position + 1, end).strip()), end + 1);
		}
		else {
			int start = this.text.indexOf('<', this.position);
			int end = (start != -1) ? start : this.text.length();
			add(new Part(false, literal(this.text.substring(this.position, end))), end);
		}
	}

	private void add(Part part, int end) {
		this.parts.add(part);
		this.position = end;
	}

	private static String literal(String literal) throws TemplateException {
		if (literal.indexOf('>') != -1) {
			throw new TemplateException("has a '>' that ends no expression", COMPARISON);
		}
		for (int hash = literal.indexOf('#'); hash != -1; hash = literal.indexOf('#', hash + 1)) {
			requirePlain(literal, hash);
		}
		return literal;
	}

	private static void requirePlain(String literal, int hash) throws TemplateException {
		char following = (hash + 1 < literal.length()) ? literal.charAt(hash + 1) : ' ';
		if (following == '{' || Character.isJavaIdentifierStart(following)) {
			throw new TemplateException("has '#" + following + "' outside an expression",
					"Write expressions between '<' and '>', such as <#id>.");
		}
	}

	private int endOfExpression(int start) throws TemplateException {
		int depth = 0;
		char quote = 0;
		for (int i = start; i < this.text.length(); i++) {
			char character = this.text.charAt(i);
			if (quote != 0) {
				quote = (character == quote) ? 0 : quote;
			}
			else if (character == '\'' || character == '"') {
				quote = character;
			}
			else if (depth == 0 && character == '>') {
				return i;
			}
			else if (depth == 0 && character == '<') {
				throw new TemplateException("has a '<' inside an expression", COMPARISON);
			}
			else {
				depth += nesting(character);
			}
		}
		throw new TemplateException("has a '<' without its '>'",
				"Close the expression, quotes and brackets. " + COMPARISON);
	}

	private static int nesting(char character) {
		return switch (character) {
			case '(', '[', '{' -> 1;
			case ')', ']', '}' -> -1;
			default -> 0;
		};
	}

	/**
	 * A piece of a template.
	 *
	 * @param isExpression whether the text is an expression, or stands for itself
	 * @param text the text
	 */
	record Part(boolean isExpression, String text) {

	}

}
