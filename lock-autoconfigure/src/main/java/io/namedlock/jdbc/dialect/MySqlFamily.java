package io.namedlock.jdbc.dialect;

import java.sql.SQLException;
import java.sql.SQLNonTransientException;
import java.time.Duration;
import java.util.List;

/**
 * What the sessions of MySQL and MariaDB have in common, whatever they lock.
 */
final class MySqlFamily {

	// Take the limit off the time of a statement: other variables of setUp()

	// https://dev.mysql.com/doc/refman/8.4/en/server-system-variables.html#sysvar_max_execution_time
	static final String NO_EXECUTION_TIME_LIMIT = ", max_execution_time = 0";

	// https://mariadb.com/kb/en/server-system-variables/#max_statement_time
	static final String NO_STATEMENT_TIME_LIMIT = ", max_statement_time = 0";

	private static final int QUERY_INTERRUPTED = 1317;

	private static final String INTERRUPTED_STATE = "70100";

	private MySqlFamily() {
	}

	/**
	 * Has the server end the session when it is silent for too long. The unit is a whole
	 * second; it is rounded up, since the server must not end the session before its
	 * locks are told to be lost. Each of the other variables has a comma before it.
	 */
	static String setUp(Duration deadHolderTimeout, String others) {
		// https://dev.mysql.com/doc/refman/8.4/en/server-system-variables.html#sysvar_wait_timeout
		// https://mariadb.com/kb/en/server-system-variables/#wait_timeout
		return "SET SESSION wait_timeout = %d%s".formatted(deadHolderTimeout.plusNanos(999_999_999).toSeconds(),
				others);
	}

	/**
	 * A server must be writable and, in a Galera cluster, alone. {@code read_only} is a
	 * number; a server that answers by a word is not taken for a writable one unless the
	 * word is {@code OFF}.
	 */
	static List<ServerCondition> conditions() {
		// https://dev.mysql.com/doc/refman/8.4/en/server-system-variables.html#sysvar_read_only
		// https://mariadb.com/kb/en/galera-cluster-status-variables/
		return List.of(
				ServerCondition.writable(
						"SELECT CONNECTION_ID(), @@GLOBAL.read_only IN ('OFF', '0') AND @@GLOBAL.innodb_read_only = 0"),
				ServerCondition.singleNode("SHOW GLOBAL STATUS LIKE 'wsrep_cluster_size'"));
	}

	/**
	 * Whether a statement was cancelled ({@code KILL QUERY}). Where the driver notices
	 * its own cancellation before the server's answer, it tells the state alone, or
	 * nothing.
	 */
	static boolean isCancelled(SQLException failure) {
		return failure.getErrorCode() == QUERY_INTERRUPTED || INTERRUPTED_STATE.equals(failure.getSQLState())
				|| (failure instanceof SQLNonTransientException && failure.getSQLState() == null);
	}

}
