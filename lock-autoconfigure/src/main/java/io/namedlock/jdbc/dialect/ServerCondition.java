package io.namedlock.jdbc.dialect;

import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * What a server must be like, or its locks exclude nobody at other servers. Immutable.
 *
 * @param description what the server then is, such as {@code "writable"}
 * @param query a query without parameters, whose second column is the answer; no row is
 * an answer of {@code null}
 * @param isMet whether the answer is the right one
 * @param refusal what is wrong with a server that answers otherwise, the end of a
 * sentence about it
 * @param remedy what to do about that
 * @param perServer whether it does not matter where all instances of an application use
 * one and the same server
 */
public record ServerCondition(String description, String query, Predicate<@Nullable Long> isMet, String refusal,
		String remedy, boolean perServer) {

	private static final String ADDRESS = "by 'named-lock.datasource.url' or a @NamedLockDataSource bean";

	/**
	 * A server that is no replica: a replica grants locks that nobody else knows of. The
	 * query answers 1 for a server that can be written to.
	 */
	static ServerCondition writable(String query) {
		return new ServerCondition("writable", query, (answer) -> answer != null && answer == 1,
				"is read-only, as a replica is, and a replica's locks exclude nobody at the other servers",
				"Name the server that is written to " + ADDRESS, false);
	}

	/**
	 * A server that is not one of several nodes, each with locks of its own. The query
	 * answers with the number of nodes, or not at all.
	 */
	static ServerCondition singleNode(String query) {
		return new ServerCondition("a single node", query, (nodes) -> nodes == null || nodes <= 1,
				"is one of several nodes of a Galera cluster, each of which grants locks of its own",
				"Name one node for all instances %s, and declare that by 'named-lock.single-writer=true'"
					.formatted(ADDRESS),
				true);
	}

}
