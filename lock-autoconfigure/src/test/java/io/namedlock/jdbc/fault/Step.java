package io.namedlock.jdbc.fault;

import java.util.regex.Pattern;

/**
 * A point of a scenario at which a fault can strike: something that a lock session asks
 * of the server.
 *
 * @param text what is asked, the same for all names and times
 * @param occurrence how often the text was asked before
 */
record Step(String text, int occurrence) {

	/**
	 * The opening of a connection.
	 */
	static final String CONNECT = "connect";

	/**
	 * The cancellation of another statement.
	 */
	static final String CANCEL = "cancel";

	private static final Pattern LITERAL = Pattern.compile("'[^']*'|\\b\\d+(\\.\\d+)?\\b");

	/**
	 * The text of a statement without what is different each time.
	 */
	static String text(String sql) {
		return LITERAL.matcher(sql).replaceAll("_").replaceAll("\\s+", " ");
	}

	/**
	 * Whether a statement may wait for a lock at the server.
	 */
	static boolean isWait(String sql) {
		return sql.contains("GET_LOCK(?, ?") || sql.contains("pg_advisory_lock(")
				|| (sql.contains("FOR UPDATE") && !sql.contains("NOWAIT"));
	}

	boolean isWait() {
		return isWait(this.text);
	}

	/**
	 * Whether there is a session already.
	 */
	boolean isOfASession() {
		return !this.text.equals(CONNECT);
	}

	boolean isQuery() {
		return this.text.contains("SELECT ");
	}

	/**
	 * Whether a named lock is taken or given back, or several.
	 */
	boolean isLockCall() {
		return this.text.contains("GET_LOCK(") || this.text.contains("RELEASE_LOCK(")
				|| this.text.contains("advisory_lock(") || this.text.contains("advisory_unlock(");
	}

	/**
	 * Whether the answer is a fencing token, of which nobody can see that it is wrong.
	 */
	boolean isToken() {
		return this.text.contains("token") || this.text.contains("LAST_INSERT_ID");
	}

	/**
	 * Whether the step is a sign of life, of which there are more or fewer each time.
	 */
	boolean isRepetition() {
		return this.occurrence > 1 && isQuery() && !this.text.contains("(?") && !isWait();
	}

	@Override
	public String toString() {
		return "'%s' no. %d".formatted(this.text, this.occurrence + 1);
	}

}
