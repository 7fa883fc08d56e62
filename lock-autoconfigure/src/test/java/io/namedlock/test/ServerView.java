package io.namedlock.test;

/**
 * How a test looks at locks and sessions from outside, in a product's SQL.
 *
 * @param holder the query for the session that holds the lock of a key, or NULL
 * @param waiter the query for a session that waits for the lock of a key, or NULL
 * @param waiters the query for the number of sessions that wait for the lock of a key
 * @param allWaiters the query for the number of sessions that wait for any lock
 * @param rowWaiters the query for the number of sessions that wait for any row
 * @param sleeper the query for a session that sleeps in a statement, or NULL
 * @param session the query whether the session of a number is there, 1 or 0
 * @param kill what ends the session of a number
 * @param killQuery what ends the statement that the session of a number runs
 */
record ServerView(String holder, String waiter, String waiters, String allWaiters, String rowWaiters, String sleeper,
		String session, String kill, String killQuery) {

	/**
	 * MySQL and MariaDB. Who waits shows the key in the text of the statement, unless the
	 * server hides what a parameter was set to: those count for any key.
	 */
	static final ServerView MYSQL = of("SELECT IS_USED_LOCK(?)", "id", "FROM information_schema.processlist"
			+ " WHERE state = 'User lock' AND (info LIKE '%GET_LOCK(?%' OR info LIKE CONCAT('%GET_LOCK(%', ?, '%'))",
			"SELECT COUNT(*) FROM information_schema.processlist WHERE state = 'User lock'",
			"SELECT COUNT(*) FROM information_schema.innodb_trx WHERE trx_state = 'LOCK WAIT'",
			"SELECT MAX(id) FROM information_schema.processlist WHERE state = 'User sleep'",
			"SELECT COUNT(*) FROM information_schema.processlist WHERE id = ?", "KILL %d", "KILL QUERY %d");

	/**
	 * PostgreSQL, where a lock is known by the first 64 bits of the key's digest.
	 */
	static final ServerView POSTGRESQL = of("SELECT MAX(pid)" + locks("granted"), "pid", locks("NOT granted"),
			"SELECT COUNT(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted",
			"SELECT COUNT(DISTINCT pid) FROM pg_locks WHERE locktype <> 'advisory' AND NOT granted",
			"SELECT MAX(pid) FROM pg_stat_activity WHERE wait_event = 'PgSleep'",
			"SELECT COUNT(*) FROM pg_stat_activity WHERE pid = ?::int", "SELECT pg_terminate_backend(%d)",
			"SELECT pg_cancel_backend(%d)");

	/**
	 * The view of a product.
	 * @param url a JDBC URL
	 */
	static ServerView of(String url) {
		return url.startsWith("jdbc:postgresql:") ? POSTGRESQL : url.startsWith("jdbc:h2:") ? H2 : MYSQL;
	}

	private static ServerView of(String holder, String id, String waiters, String allWaiters, String rowWaiters,
			String sleeper, String session, String kill, String killQuery) {
		return new ServerView(holder, "SELECT MAX(%s) ".formatted(id) + waiters, "SELECT COUNT(*) " + waiters,
				allWaiters, rowWaiters, sleeper, session, kill, killQuery);
	}

	private static String locks(String state) {
		return " FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 1 AND " + state
				+ " AND (classid::bigint << 32) + objid::bigint"
				+ " = ('x' || left(encode(sha256(convert_to(?, 'UTF8')), 'hex'), 16))::bit(64)::bigint";
	}

	/**
	 * H2, which has no named locks.
	 */
	static final ServerView H2 = new ServerView("", "", "", "", "", "",
			"SELECT COUNT(*) FROM information_schema.sessions WHERE session_id = ?", "CALL ABORT_SESSION(%d)",
			"CALL CANCEL_SESSION(%d)");

}
