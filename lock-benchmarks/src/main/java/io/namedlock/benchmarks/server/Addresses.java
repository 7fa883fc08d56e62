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
	 * @return the product and the ports
	 */
	public String format() {
		return this.database.product().id() + ":" + this.database.port() + ":"
				+ ((this.redis != null) ? this.redis.port() : 0);
	}

	/**
	 * Reads what {@link #format} wrote.
	 * @param text the product and the ports
	 * @return the addresses
	 */
	public static Addresses parse(String text) {
		String[] parts = text.split(":");
		Database database = new Database(DatabaseProduct.of(parts[0]), Integer.parseInt(parts[1]));
		int redis = Integer.parseInt(parts[2]);
		return new Addresses(database, (redis > 0) ? new Redis(redis) : null);
	}

}
