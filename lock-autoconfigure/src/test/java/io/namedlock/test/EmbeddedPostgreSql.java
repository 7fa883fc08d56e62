package io.namedlock.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import org.springframework.util.FileSystemUtils;

/**
 * A real PostgreSQL, in files of its own that end with it. One is started by the first
 * test that needs it and shared by all tests of the JVM.
 */
public final class EmbeddedPostgreSql implements AutoCloseable {

	private final Path directory;

	private final EmbeddedPostgres server;

	private EmbeddedPostgreSql(Map<String, String> settings) throws IOException {
		this.directory = Files.createTempDirectory("named-lock-postgresql-");
		EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
			.setOverrideWorkingDirectory(this.directory.toFile())
			.setDataDirectory(this.directory.resolve("data"))
			.setRegisterShutdownHook(false);
		settings.forEach(builder::setServerConfig);
		this.server = builder.start();
	}

	/**
	 * The server of this JVM.
	 * @return a running server
	 */
	public static EmbeddedPostgreSql shared() {
		return Holder.SERVER;
	}

	/**
	 * Starts one more server, for a test alone.
	 * @param settings its configuration
	 * @return a running server, to be closed
	 */
	public static EmbeddedPostgreSql start(Map<String, String> settings) {
		try {
			return new EmbeddedPostgreSql(settings);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The embedded PostgreSQL does not start", ex);
		}
	}

	/**
	 * The address, with a user who may do everything.
	 * @return a JDBC URL
	 */
	public String url() {
		return "jdbc:postgresql://127.0.0.1:%d/postgres?user=postgres".formatted(this.server.getPort());
	}

	@Override
	public void close() {
		try {
			this.server.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The embedded PostgreSQL does not stop", ex);
		}
		finally {
			FileSystemUtils.deleteRecursively(this.directory.toFile());
		}
	}

	private static final class Holder {

		private static final EmbeddedPostgreSql SERVER = start(Map.of("max_connections", "400"));

		static {
			Runtime.getRuntime().addShutdownHook(new Thread(SERVER::close, "embedded-postgresql-stop"));
		}

	}

}
