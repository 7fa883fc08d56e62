package io.namedlock.autoconfigure;

/**
 * A JDBC URL as messages show it.
 */
final class DatabaseAddress {

	private DatabaseAddress() {
	}

	/**
	 * Leaves out the parameters and the user of a URL, either of which may hold a
	 * password.
	 */
	static String withoutCredentials(String url) {
		String address = url.replaceFirst("[?;].*", "");
		int user = address.lastIndexOf('@');
		int host = address.indexOf("//");
		return (user > host && host >= 0) ? address.substring(0, host + 2) + address.substring(user + 1) : address;
	}

}
