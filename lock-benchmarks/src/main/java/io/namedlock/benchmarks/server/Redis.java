package io.namedlock.benchmarks.server;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * A Redis server at a port of 127.0.0.1.
 *
 * @param port the port
 */
public record Redis(int port) {

	/**
	 * How many connections bear a name.
	 * @param clientName the name
	 * @return the number
	 */
	public int connectionsOf(String clientName) {
		return (int) bulk("CLIENT LIST").lines().filter((line) -> line.contains(" name=" + clientName + " ")).count();
	}

	/**
	 * The server's version.
	 * @return such as {@code "7.0.15"}
	 */
	public String version() {
		String label = "redis_version:";
		return bulk("INFO server").lines()
			.filter((line) -> line.startsWith(label))
			.findFirst()
			.map((line) -> line.substring(label.length()))
			.orElse("?");
	}

	boolean answers() {
		try {
			return !version().isEmpty();
		}
		catch (UncheckedIOException ex) {
			return false;
		}
	}

	private String bulk(String command) {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
			socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
			DataInputStream answer = new DataInputStream(socket.getInputStream());
			byte[] content = new byte[length(answer)];
			answer.readFully(content);
			return new String(content, StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static int length(DataInputStream answer) throws IOException {
		StringBuilder line = new StringBuilder();
		for (int c = answer.read(); c != '\n' && c >= 0; c = answer.read()) {
			line.append((char) c);
		}
		if (line.isEmpty() || line.charAt(0) != '$') {
			throw new IOException("Redis answered: " + line);
		}
		return Integer.parseInt(line.substring(1).trim());
	}

}
