package io.namedlock.benchmarks.server;

import org.jspecify.annotations.Nullable;

/**
 * Where a contender finds its server.
 *
 * @param database the database
 * @param redis the Redis server, where there is one
 */
public record Addresses(Database database, @Nullable Redis redis) {

	/**
	 * The Redis server.
	 * @return the server
	 */
	public Redis requireRedis() {
		if (this.redis == null) {
			throw new IllegalStateException("There is no Redis server");
		}
		return this.redis;
	}

	/**
	 * The addresses as an argument of the second JVM.
	 * @return the ports
	 */
	public String format() {
		return this.database.port() + ":" + ((this.redis != null) ? this.redis.port() : 0);
	}

	/**
	 * Reads what {@link #format} wrote.
	 * @param text the ports
	 * @return the addresses
	 */
	public static Addresses parse(String text) {
		int colon = text.indexOf(':');
		int redis = Integer.parseInt(text.substring(colon + 1));
		return new Addresses(new Database(Integer.parseInt(text.substring(0, colon))),
				(redis > 0) ? new Redis(redis) : null);
	}

}
