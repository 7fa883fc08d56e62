package io.namedlock.benchmarks.server;

import java.util.Arrays;

/**
 * A database that the benchmarks can be run on, and what it calls things.
 */
public enum DatabaseProduct {

	/**
	 * MariaDB. The user of a connection is its owner: the server accepts any.
	 */
	MARIADB("mariadb", 10_000,
			"jdbc:mariadb://127.0.0.1:%d/benchmarks?createDatabaseIfNotExist=true&useServerPrepStmts=true&user=%s",
			"SELECT COUNT(*) FROM information_schema.processlist WHERE user = ?", "SELECT GET_LOCK(?, 60)",
			"SELECT RELEASE_LOCK(?)", "DATETIME(6)"),

	/**
	 * PostgreSQL, whose lock table is too small for as many locks as MariaDB can hold.
	 */
	POSTGRESQL("postgresql", 900, "jdbc:postgresql://127.0.0.1:%d/postgres?user=postgres&ApplicationName=%s",
			"SELECT COUNT(*) FROM pg_stat_activity WHERE application_name = ?",
			"SELECT pg_advisory_lock(hashtextextended(?, 0)) IS NOT NULL",
			"SELECT pg_advisory_unlock(hashtextextended(?, 0))", "TIMESTAMP(6)");

	private final String id;

	private final int manyLocks;

	private final String url;

	private final String connections;

	private final String lock;

	private final String unlock;

	private final String dateTime;

	DatabaseProduct(String id, int manyLocks, String url, String connections, String lock, String unlock,
			String dateTime) {
		this.id = id;
		this.manyLocks = manyLocks;
		this.url = url;
		this.connections = connections;
		this.lock = lock;
		this.unlock = unlock;
		this.dateTime = dateTime;
	}

	/**
	 * The name in the command line.
	 * @return the name
	 */
	public String id() {
		return this.id;
	}

	/**
	 * How many locks are held where many are.
	 * @return the number
	 */
	public int manyLocks() {
		return this.manyLocks;
	}

	/**
	 * A query that waits for a lock, and is true.
	 * @return the query, of one parameter
	 */
	public String lock() {
		return this.lock;
	}

	/**
	 * A query that releases a lock, and is true.
	 * @return the query, of one parameter
	 */
	public String unlock() {
		return this.unlock;
	}

	/**
	 * The type of a column for a moment without a time zone.
	 * @return the type
	 */
	public String dateTime() {
		return this.dateTime;
	}

	/**
	 * The product with an {@link #id}.
	 * @param id the name
	 * @return the product
	 */
	public static DatabaseProduct of(String id) {
		return Arrays.stream(values())
			.filter((product) -> product.id.equals(id))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException("There is no database '" + id + "', only "
					+ Arrays.stream(values()).map(DatabaseProduct::id).toList()));
	}

	String url(int port, String owner) {
		return this.url.formatted(port, owner);
	}

	String connections() {
		return this.connections;
	}

}
