package io.namedlock.jdbc;

import java.util.List;

/**
 * What was found out about the database before its locks were relied on.
 *
 * @param database product, version and where its connections come from
 * @param findings what was checked and found to be so, such as {@code "writable"}; empty
 * if nothing was checked
 * @since 0.1
 */
public record StartUpFindings(String database, List<String> findings) {

	/**
	 * Copies the list.
	 */
	public StartUpFindings {
		findings = List.copyOf(findings);
	}

	/**
	 * One line for the log.
	 */
	@Override
	public String toString() {
		return "%s: %s".formatted(this.database,
				this.findings.isEmpty() ? "not checked" : String.join(", ", this.findings));
	}

}
