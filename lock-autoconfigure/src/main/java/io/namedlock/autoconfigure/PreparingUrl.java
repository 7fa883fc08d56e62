package io.namedlock.autoconfigure;

import java.util.Locale;
import java.util.Map;

/**
 * Has the server parse a statement once instead of each time, which both drivers for
 * MySQL and MariaDB leave off. Lock sessions keep their few statements open.
 */
final class PreparingUrl {

	private static final String PREPARE = "useServerPrepStmts";

	/**
	 * MariaDB's driver would send a statement's preparation and its first run together,
	 * and wait for ever where the server has prepared as many statements as it may
	 * ({@code max_prepared_stmt_count}). One after the other, it goes on with text then,
	 * as MySQL's driver does; that one does not know the option.
	 */
	private static final String ONE_AFTER_THE_OTHER = "disablePipeline";

	private PreparingUrl() {
	}

	/**
	 * Adds what is missing to a JDBC URL, not to the properties that a pool gives the
	 * driver beside it: a copied pool shares those with its original. Leaves the URL as
	 * it is if the user has decided, or it leads to another database.
	 */
	static String of(String url, Map<?, ?> properties) {
		boolean known = url.startsWith("jdbc:mysql:") || url.startsWith("jdbc:mariadb:");
		return (known && !has(url, properties, PREPARE)) ? url + separator(url) + options(url, properties) : url;
	}

	private static String options(String url, Map<?, ?> properties) {
		String prepare = PREPARE + "=true";
		return has(url, properties, ONE_AFTER_THE_OTHER) ? prepare : prepare + "&" + ONE_AFTER_THE_OTHER + "=true";
	}

	private static String separator(String url) {
		return url.contains("?") ? "&" : "?";
	}

	/**
	 * The drivers ignore the case of their options.
	 */
	private static boolean has(String url, Map<?, ?> properties, String option) {
		return url.toLowerCase(Locale.ROOT).contains(option.toLowerCase(Locale.ROOT))
				|| properties.keySet().stream().anyMatch((key) -> option.equalsIgnoreCase(String.valueOf(key)));
	}

}
