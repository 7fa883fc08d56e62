package io.namedlock.benchmarks.server;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * A Redis of the run's own, without persistence, from the machine's {@code redis-server}.
 */
final class RedisServer implements AutoCloseable {

	private static final Duration START = Duration.ofSeconds(10);

	private final Process process;

	private final int port;

	private RedisServer(Process process, int port) {
		this.process = process;
		this.port = port;
	}

	/**
	 * Starts a server.
	 * @return the server, {@code null} where {@code redis-server} is not installed
	 */
	static @Nullable RedisServer start() throws IOException, InterruptedException {
		int port = Ports.free();
		Process process = launch(port);
		if (process == null) {
			return null;
		}
		RedisServer server = new RedisServer(process, port);
		server.awaitAnswer();
		return server;
	}

	int port() {
		return this.port;
	}

	ProcessHandle process() {
		return this.process.toHandle();
	}

	@Override
	public void close() {
		this.process.destroy();
		this.process.onExit().orTimeout(5, TimeUnit.SECONDS).exceptionally((failure) -> this.process.destroyForcibly());
	}

	private void awaitAnswer() throws InterruptedException {
		long end = System.nanoTime() + START.toNanos();
		while (!new Redis(this.port).answers()) {
			if (System.nanoTime() > end) {
				close();
				throw new IllegalStateException("redis-server does not answer on port " + this.port);
			}
			TimeUnit.MILLISECONDS.sleep(20);
		}
	}

	private static @Nullable Process launch(int port) {
		try {
			return new ProcessBuilder("redis-server", "--port", Integer.toString(port), "--bind", "127.0.0.1", "--save",
					"", "--appendonly", "no")
				.redirectOutput(Redirect.DISCARD)
				.redirectErrorStream(true)
				.start();
		}
		catch (IOException notInstalled) {
			return null;
		}
	}

}
