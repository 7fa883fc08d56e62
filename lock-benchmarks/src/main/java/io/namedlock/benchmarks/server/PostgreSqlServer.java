package io.namedlock.benchmarks.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.springframework.util.FileSystemUtils;

/**
 * A PostgreSQL of the run's own, with the server's default durability, which its starter
 * would lower.
 */
final class PostgreSqlServer implements DatabaseServer {

	private final Path directory;

	private final EmbeddedPostgres server;

	PostgreSqlServer() throws IOException {
		this.directory = Files.createTempDirectory("named-lock-benchmarks-");
		this.server = start();
	}

	@Override
	public int port() {
		return this.server.getPort();
	}

	@Override
	public ProcessHandle process() throws IOException {
		return ServerProcesses.ofPidFile(data().resolve("postmaster.pid"));
	}

	@Override
	public void close() throws IOException {
		try {
			this.server.close();
		}
		finally {
			deleteFiles();
		}
	}

	private EmbeddedPostgres start() throws IOException {
		try {
			return EmbeddedPostgres.builder()
				.setDataDirectory(data())
				.setOverrideWorkingDirectory(this.directory.toFile())
				.setServerConfig("fsync", "on")
				.setServerConfig("synchronous_commit", "on")
				.start();
		}
		catch (IOException | RuntimeException ex) {
			deleteFiles();
			throw ex;
		}
	}

	private Path data() {
		return this.directory.resolve("data");
	}

	private void deleteFiles() {
		FileSystemUtils.deleteRecursively(this.directory.toFile());
	}

}
