package io.namedlock.jdbc.dialect;

import java.util.Arrays;
import java.util.LinkedHashMap;
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
	private static final Map<String, Pattern> PRODUCTS = products();

	static DatabaseVersion parse(String version) {
		for (Map.Entry<String, Pattern> product : PRODUCTS.entrySet()) {
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

	private static Map<String, Pattern> products() {
		Map<String, Pattern> products = new LinkedHashMap<>();
		products.put("TiDB", pattern("tidb-v?" + NUMBER));
		products.put("MariaDB", pattern("^(?:5\\.5\\.5-(?=\\d))?" + NUMBER + ".*mariadb"));
		products.put("CockroachDB", pattern("cockroachdb\\D*" + NUMBER));
		products.put("YugabyteDB", pattern("-yb-" + NUMBER));
		products.put("PostgreSQL", pattern("^postgresql " + NUMBER));
		products.put("MySQL", pattern("^" + NUMBER));
		return products;
	}

	private static Pattern pattern(String regex) {
		return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
	}

}
