package io.namedlock.test;

/**
 * How a test looks at locks and sessions from outside, in a product's SQL.
 *
 * @param holder the query for the session that holds the lock of a key, or NULL
 * @param waiters the query for the number of sessions that wait for the lock of a key
 * @param session the query whether the session of a number is there, 1 or 0
 * @param kill what ends the session of a number
 * @param killQuery what ends the statement that the session of a number runs
 */
record ServerView(String holder, String waiters, String session, String kill, String killQuery) {

	/**
	 * MySQL and MariaDB. Who waits shows the key in the text of the statement.
	 */
	static final ServerView MYSQL = new ServerView("SELECT IS_USED_LOCK(?)",
			"SELECT COUNT(*) FROM information_schema.processlist"
					+ " WHERE id <> CONNECTION_ID() AND info LIKE CONCAT('%GET_LOCK(%', ?, '%')",
			"SELECT COUNT(*) FROM information_schema.processlist WHERE id = ?", "KILL %d", "KILL QUERY %d");

}
