package io.namedlock.test;

import org.opentest4j.TestAbortedException;

/**
 * A server that no test starts: the run names its address by a system property, with user
 * and password in the URL.
 */
enum GivenServer {

	/**
	 * MySQL 5.7 or later.
	 */
	MYSQL("MySQL", "namedlock.test.mysql.url"),

	/**
	 * MySQL before 5.7, a session of which holds one lock.
	 */
	MYSQL_5_6("MySQL 5.6", "namedlock.test.mysql56.url"),

	/**
	 * The MariaDB before the embedded one.
	 */
	MARIADB_10_11("MariaDB 10.11", "namedlock.test.mariadb1011.url"),

	/**
	 * A node of a Galera cluster of MariaDB, which has more than one.
	 */
	GALERA("Galera", "namedlock.test.galera.url"),

	/**
	 * A pgbouncer that pools transactions, before a PostgreSQL that a test has listen
	 * where the system property {@code namedlock.test.pgbouncer.server-port} says.
	 */
	PGBOUNCER("pgbouncer", "namedlock.test.pgbouncer.url");

	private static final String SERVERS = "namedlock.test.servers";

	private final String description;

	private final String property;

	GivenServer(String description, String property) {
		this.description = description;
		this.property = property;
	}

	/**
	 * Whether tests on it belong to the run: if it is there, and if all servers are asked
	 * for by {@code -Dnamedlock.test.servers=all}.
	 */
	boolean isWanted() {
		return System.getProperty(this.property) != null || "all".equals(System.getProperty(SERVERS));
	}

	/**
	 * The server's address.
	 * @throws TestAbortedException if it is not there, which skips the test
	 */
	JdbcAddress address() {
		String url = System.getProperty(this.property);
		if (url == null) {
			throw new TestAbortedException(
					"%s is not there: no address is given by -D%s".formatted(this, this.property));
		}
		return new JdbcAddress(url, "", "");
	}

	@Override
	public String toString() {
		return this.description;
	}

}
