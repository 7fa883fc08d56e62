package io.namedlock.sample.database;

/**
 * The database that the application brings along cannot be had.
 */
class EmbeddedDatabaseException extends RuntimeException {

	private final String remedy;

	EmbeddedDatabaseException(String message, String remedy, Throwable cause) {
		super(message, cause);
		this.remedy = remedy;
	}

	static EmbeddedDatabaseException notStarted(String product, String url, Throwable cause) {
		String platform = System.getProperty("os.name") + " " + System.getProperty("os.arch");
		return new EmbeddedDatabaseException("The embedded %s does not start on this platform, %s: %s"
			.formatted(product, platform, cause.getMessage()), """
					Run the box office on a %s server of yours by its options
					--spring.datasource.url=%s \
					--spring.datasource.username=<user> --spring.datasource.password=<password>
					With Maven: -Dspring-boot.run.arguments="<options>\"""".formatted(product, url), cause);
	}

	static EmbeddedDatabaseException portTaken(int port, Throwable cause) {
		return new EmbeddedDatabaseException("Port %d, on which the embedded MariaDB listens, is taken".formatted(port),
				"""
						If another instance of the box office runs there, join it by the profile 'second'.
						With Maven: -Dspring-boot.run.profiles=second
						Otherwise choose another port by the option --box-office.database.port=<port>
						With Maven: -Dspring-boot.run.arguments=--box-office.database.port=<port>""", cause);
	}

	String remedy() {
		return this.remedy;
	}

}
