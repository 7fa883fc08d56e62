package io.namedlock.benchmarks.report;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import io.namedlock.benchmarks.server.Redis;
import io.namedlock.benchmarks.server.Servers;

/**
 * The machine and the versions of a run.
 *
 * @param values by their names
 */
public record Environment(Map<String, String> values) {

	private static final Map<String, String> ARTIFACTS = Map.of("named-lock-spring-boot-starter", "Named Lock",
			"spring-boot", "Spring Boot", "HikariCP", "HikariCP", "redisson", "Redisson", "spring-integration-jdbc",
			"Spring Integration", "shedlock-provider-jdbc-template", "ShedLock", "jmh-core", "JMH");

	/**
	 * Finds out.
	 * @param servers the servers of the run
	 * @return the environment
	 * @throws SQLException if the database does not answer
	 * @throws IOException if the versions cannot be read
	 */
	public static Environment of(Servers servers) throws SQLException, IOException {
		Map<String, String> values = new LinkedHashMap<>();
		Runtime runtime = Runtime.getRuntime();
		values.put("time", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
		values.put("machine", runtime.availableProcessors() + " processors, " + processor());
		values.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
		values.put("load before", String.format(Locale.ROOT, "%.2f",
				ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
		values.put("JDK", System.getProperty("java.vendor") + " " + System.getProperty("java.runtime.version"));
		values.put("database", servers.direct().database().version());
		values.put("driver", servers.direct().database().driver());
		Redis redis = servers.direct().redis();
		values.put("Redis", (redis != null) ? redis.version() : "none: redis-server is not installed");
		servers.addedNanos()
			.ifPresent((nanos) -> values.put("relay adds",
					String.format(Locale.ROOT, "%.0f us to a round trip", nanos / 1e3)));
		addVersions(values);
		return new Environment(values);
	}

	private static String processor() throws IOException {
		Path info = Path.of("/proc/cpuinfo");
		if (!Files.exists(info)) {
			return System.getProperty("os.arch");
		}
		try (var lines = Files.lines(info)) {
			return lines.filter((line) -> line.startsWith("model name"))
				.findFirst()
				.map((line) -> line.substring(line.indexOf(':') + 1).trim())
				.orElse(System.getProperty("os.arch"));
		}
	}

	private static void addVersions(Map<String, String> values) throws IOException {
		InputStream list = Environment.class.getResourceAsStream("/dependencies.txt");
		if (list == null) {
			return;
		}
		try (BufferedReader lines = new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8))) {
			lines.lines().map((line) -> line.split(":")).filter((parts) -> parts.length > 3).forEach((parts) -> {
				String name = ARTIFACTS.get(parts[1]);
				if (name != null) {
					values.put(name, parts[3]);
				}
			});
		}
	}

}
