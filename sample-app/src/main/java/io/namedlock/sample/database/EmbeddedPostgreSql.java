package io.namedlock.sample.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

/**
 * A real PostgreSQL that starts and ends with the application and forgets its data. It
 * listens on a free port of the loopback address only and lets everybody in.
 */
@Component
@Profile("postgres")
@Conditional(NoDatabaseGiven.class)
class EmbeddedPostgreSql implements JdbcConnectionDetails, AutoCloseable {

	private final Path directory;

	private final EmbeddedPostgres server;

	EmbeddedPostgreSql() throws IOException {
		this.directory = Files.createTempDirectory("named-lock-sample-");
		this.server = start();
	}

	@Override
	public String getJdbcUrl() {
		return "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(this.server.getPort());
	}

	@Override
	public String getUsername() {
		return "postgres";
	}

	@Override
	public String getPassword() {
		return "";
	}

	@Override
	public void close() throws IOException {
		try {
			this.server.close();
		}
		finally {
			FileSystemUtils.deleteRecursively(this.directory);
		}
	}

	private EmbeddedPostgres start() throws IOException {
		try {
			// Its working directory it makes writable for everybody, hence one inside
			// ours.
			return EmbeddedPostgres.builder()
				.setOverrideWorkingDirectory(this.directory.resolve("base").toFile())
				.setDataDirectory(this.directory.resolve("data"))
				.setServerConfig("listen_addresses", "127.0.0.1")
				.setRegisterShutdownHook(false)
				.start();
		}
		catch (IOException | RuntimeException ex) {
			FileSystemUtils.deleteRecursively(this.directory);
			throw EmbeddedDatabaseException.notStarted("PostgreSQL", "jdbc:postgresql://<host>:5432/<database>", ex);
		}
	}

}
