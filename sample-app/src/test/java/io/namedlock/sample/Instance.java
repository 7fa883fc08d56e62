package io.namedlock.sample;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;

/**
 * An instance of the box office in a JVM of its own.
 */
final class Instance implements AutoCloseable {

	private static final Duration TIMEOUT = Duration.ofMinutes(2);

	private final HttpClient client = HttpClient.newHttpClient();

	private final int port;

	private final File log;

	private final Thread shutdownHook = new Thread(this::end);

	private final Process process;

	Instance(int port, String... arguments) throws IOException {
		this.port = port;
		this.log = new File("target", "instance-" + port + ".log");
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.add("-XX:TieredStopAtLevel=1");
		command.add(BoxOfficeApplication.class.getName());
		command.add("--server.port=" + this.port);
		command.addAll(List.of(arguments));
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(this.log);
		builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
		this.process = builder.start();
		Runtime.getRuntime().addShutdownHook(this.shutdownHook);
	}

	/**
	 * Waits until the instance answers.
	 * @return this instance
	 */
	Instance awaitReady() {
		Awaitility.await("instance, see " + this.log)
			.atMost(TIMEOUT)
			.failFast(this::requireAlive)
			.ignoreExceptionsInstanceOf(IOException.class)
			.until(() -> get("/reports").statusCode() == 200);
		return this;
	}

	String name() {
		return "box-office-" + this.port;
	}

	String url() {
		return "http://localhost:" + this.port;
	}

	HttpResponse<String> get(String path) throws IOException, InterruptedException {
		return send("GET", path, BodyPublishers.noBody());
	}

	HttpResponse<String> put(String path, String form) throws IOException, InterruptedException {
		return send("PUT", path, BodyPublishers.ofString(form));
	}

	HttpResponse<String> post(String path, String form) throws IOException, InterruptedException {
		return send("POST", path, BodyPublishers.ofString(form));
	}

	/**
	 * Ends the instance and whatever it has started.
	 */
	@Override
	public void close() {
		Runtime.getRuntime().removeShutdownHook(this.shutdownHook);
		end();
	}

	private void requireAlive() throws IOException {
		if (!this.process.isAlive()) {
			throw new IllegalStateException("The instance has ended:\n" + Files.readString(this.log.toPath()));
		}
	}

	private void end() {
		List<ProcessHandle> descendants = this.process.descendants().toList();
		this.process.destroy();
		try {
			this.process.waitFor(30, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		finally {
			this.process.destroyForcibly();
			descendants.forEach(ProcessHandle::destroyForcibly);
		}
	}

	private HttpResponse<String> send(String method, String path, BodyPublisher body)
			throws IOException, InterruptedException {
		URI uri = URI.create("http://127.0.0.1:" + this.port + path);
		return this.client.send(HttpRequest.newBuilder(uri)
			.timeout(TIMEOUT)
			.header("Content-Type", "application/x-www-form-urlencoded")
			.method(method, body)
			.build(), BodyHandlers.ofString());
	}

	static int freePort() {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
