package io.namedlock.jdbc.dialect;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server that speaks MySQL's protocol says of itself.
 *
 * @param product MySQL, MariaDB or TiDB
 * @param number the version in digits and dots
 */
record DatabaseVersion(String product, String number) {

	/**
	 * MariaDB 10 puts 5.5.5 before its own version where old replicas must accept it.
	 */
	private static final Pattern NUMBER = Pattern.compile("^(?:5\\.5\\.5-(?=\\d))?(\\d+(?:\\.\\d+)*)");

	private static final Pattern TIDB_NUMBER = Pattern.compile("tidb-v?(\\d+(?:\\.\\d+)*)");

	static DatabaseVersion parse(String version) {
		String text = version.toLowerCase(Locale.ROOT);
		if (text.contains("tidb")) {
			return new DatabaseVersion("TiDB", find(TIDB_NUMBER, text));
		}
		return new DatabaseVersion(text.contains("mariadb") ? "MariaDB" : "MySQL", find(NUMBER, text));
	}

	boolean isAtLeast(int... least) {
		int[] parts = Arrays.stream(this.number.split("\\.")).mapToInt(Integer::parseInt).toArray();
		return Arrays.compare(parts, least) >= 0;
	}

	private static String find(Pattern pattern, String text) {
		Matcher matcher = pattern.matcher(text);
		return matcher.find() ? matcher.group(1) : "0";
	}

}
