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

	private final EmbeddedPostgres.Builder builder;

	private volatile EmbeddedPostgres server;

	private EmbeddedPostgreSql(Map<String, String> settings) throws IOException {
		this.directory = Files.createTempDirectory("named-lock-postgresql-");
		this.builder = EmbeddedPostgres.builder()
			.setOverrideWorkingDirectory(this.directory.toFile())
			.setDataDirectory(this.directory.resolve("data"))
			.setCleanDataDirectory(false)
			.setRegisterShutdownHook(false);
		settings.forEach(this.builder::setServerConfig);
		this.server = this.builder.start();
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
	 * Starts one more server, which ends with this JVM.
	 * @param settings its configuration
	 * @return a running server that knows nothing of the shared one's locks
	 */
	public static EmbeddedPostgreSql another(Map<String, String> settings) {
		EmbeddedPostgreSql server = start(settings);
		Runtime.getRuntime().addShutdownHook(new Thread(server::close, "embedded-postgresql-stop"));
		return server;
	}

	/**
	 * The address, with a user who may do everything.
	 * @return a JDBC URL
	 */
	public String url() {
		return url("postgres");
	}

	/**
	 * The address, with another user.
	 * @param user somebody who needs no password
	 * @return a JDBC URL
	 */
	public String url(String user) {
		return "jdbc:postgresql://127.0.0.1:%d/postgres?user=%s".formatted(this.server.getPort(), user);
	}

	/**
	 * Stops the server, which ends its sessions, and starts it again, at the same port.
	 */
	public void restart() {
		try {
			this.server.close();
			this.server = this.builder.setPort(this.server.getPort()).start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The embedded PostgreSQL does not start again", ex);
		}
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

		private static final EmbeddedPostgreSql SERVER = another(Map.of("max_connections", "400"));

	}

}
