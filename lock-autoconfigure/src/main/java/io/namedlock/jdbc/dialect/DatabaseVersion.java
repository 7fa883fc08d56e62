package io.namedlock.jdbc.dialect;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server says of itself.
 *
 * @param product such as MySQL, or the whole of what the server says if it is not known
 * @param number the version in digits and dots, 0 if it is not known
 */
record DatabaseVersion(String product, String number) {

	private static final String NUMBER = "(\\d+(?:\\.\\d+)*)";

	/**
	 * The first that is found decides, since many products begin with the version of the
	 * one whose protocol they speak. MariaDB 10 puts 5.5.5 before its own version where
	 * old replicas must accept it.
	 */
	private static final List<Map.Entry<String, Pattern>> PRODUCTS = List.of(product("TiDB", "tidb-v?" + NUMBER),
			product("MariaDB", "^(?:5\\.5\\.5-(?=\\d))?" + NUMBER + ".*mariadb"),
			product("CockroachDB", "cockroachdb\\D*" + NUMBER), product("YugabyteDB", "-yb-" + NUMBER),
			product("PostgreSQL", "^postgresql " + NUMBER), product("MySQL", "^" + NUMBER));

	static DatabaseVersion parse(String version) {
		for (Map.Entry<String, Pattern> product : PRODUCTS) {
			Matcher matcher = product.getValue().matcher(version);
			if (matcher.find()) {
				return new DatabaseVersion(product.getKey(), matcher.group(1));
			}
		}
		return new DatabaseVersion(version, "0");
	}

	boolean is(String name, int... least) {
		return this.product.equals(name) && isAtLeast(least);
	}

	boolean isAtLeast(int... least) {
		int[] parts = Arrays.stream(this.number.split("\\.")).mapToInt(Integer::parseInt).toArray();
		return Arrays.compare(parts, least) >= 0;
	}

	@Override
	public String toString() {
		return this.product + " " + this.number;
	}

	private static Map.Entry<String, Pattern> product(String name, String version) {
		return Map.entry(name, Pattern.compile(version, Pattern.CASE_INSENSITIVE));
	}

}
