package io.namedlock.aspect.template;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts the text of a template into pieces: an expression begins at {@code <} and ends at
 * the first {@code >} that is neither quoted nor in brackets.
 */
final class TemplateScanner {

	private static final String COMPARISON = "Write a comparison in parentheses, such as <(#a > 3) ? 'x' : 'y'>, "
			+ "or with gt and lt, and a plain angle bracket as <'>'>";

	private TemplateScanner() {
	}

	static List<Piece> scan(String text) throws TemplateException {
		List<Piece> pieces = new ArrayList<>();
		int position = 0;
		while (position < text.length()) {
			if (text.charAt(position) == '<') {
				int end = endOfExpression(text, position + 1);
				pieces.add(new Piece(true, text.substring(position + 1, end).strip()));
				position = end + 1;
			}
			else {
				int next = text.indexOf('<', position);
				int end = (next != -1) ? next : text.length();
				pieces.add(new Piece(false, requireLiteral(text.substring(position, end))));
				position = end;
			}
		}
		return pieces;
	}

	/**
	 * Refuses text outside of expressions that was meant as one.
	 */
	private static String requireLiteral(String literal) throws TemplateException {
		if (literal.indexOf('>') != -1) {
			throw new TemplateException("has a '>' that ends no expression", COMPARISON);
		}
		for (int hash = literal.indexOf('#'); hash != -1; hash = literal.indexOf('#', hash + 1)) {
			char following = (hash + 1 < literal.length()) ? literal.charAt(hash + 1) : ' ';
			if (following == '{' || Character.isJavaIdentifierStart(following)) {
				throw new TemplateException("has '#" + following + "' outside an expression",
						"Write expressions between '<' and '>', such as <#id>");
			}
		}
		return literal;
	}

	private static int endOfExpression(String text, int start) throws TemplateException {
		int depth = 0;
		char quote = 0;
		for (int i = start; i < text.length(); i++) {
			char character = text.charAt(i);
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
	 */
	record Piece(boolean isExpression, String text) {

	}

}
