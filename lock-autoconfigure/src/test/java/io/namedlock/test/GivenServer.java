package io.namedlock.test;

import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;
import org.springframework.util.Assert;

/**
 * A server that no test starts: the run names its address by a system property, with user
 * and password in the URL. For JVMs that test side by side it names an address for each,
 * separated by blanks.
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
	 * where the system property {@code namedlock.test.pgbouncer.server-port} says, one
	 * for each address.
	 */
	PGBOUNCER("pgbouncer", "namedlock.test.pgbouncer.url");

	private static final String SERVERS = "namedlock.test.servers";

	private static final String FORK = "namedlock.test.fork";

	private static final String PGBOUNCER_SERVER_PORT = "namedlock.test.pgbouncer.server-port";

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
		String url = ofThisJvm(this.property);
		if (url == null) {
			throw new TestAbortedException(
					"%s is not there: no address is given by -D%s".formatted(this, this.property));
		}
		return new JdbcAddress(url, "", "");
	}

	/**
	 * Where {@link #PGBOUNCER} expects its PostgreSQL.
	 */
	static int pgBouncerServerPort() {
		String port = ofThisJvm(PGBOUNCER_SERVER_PORT);
		Assert.state(port != null, () -> "No port is given by -D" + PGBOUNCER_SERVER_PORT);
		return Integer.parseInt(port);
	}

	/**
	 * The value of a list that belongs to this one of the JVMs that test side by side:
	 * the first if none of them says which it is.
	 */
	private static @Nullable String ofThisJvm(String property) {
		String list = System.getProperty(property);
		if (list == null) {
			return null;
		}
		String[] values = list.trim().split("\\s+");
		int fork = Integer.parseInt(System.getProperty(FORK, "fork-1").replace("fork-", ""));
		return values[(fork - 1) % values.length];
	}

	@Override
	public String toString() {
		return this.description;
	}

}
