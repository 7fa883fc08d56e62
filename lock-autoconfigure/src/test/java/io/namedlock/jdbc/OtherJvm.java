package io.namedlock.jdbc;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.namedlock.test.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A node of the application in a JVM of its own, that does what {@link OtherJvmMain} is
 * told.
 */
final class OtherJvm implements AutoCloseable {

	private final Process process;

	private final PrintWriter commands;

	private final BufferedReader answers;

	OtherJvm(TestDatabase database, LockTechnique technique, Path room) throws IOException {
		List<String> address = database.address();
		this.process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), OtherJvmMain.class.getName(),
				address.get(0), address.get(1), address.get(2), technique.name(), room.toString())
			.redirectError(Redirect.INHERIT)
			.start();
		this.commands = new PrintWriter(this.process.outputWriter(), true);
		this.answers = this.process.inputReader();
	}

	/**
	 * Gives a command, without waiting for its end.
	 */
	void begin(String command, String name) {
		this.commands.println(command + " " + name);
	}

	/**
	 * Waits until the command given last has been done.
	 */
	void awaitDone() throws IOException {
		assertThat(this.answers.readLine()).as("answer of the other JVM").isEqualTo(OtherJvmMain.DONE);
	}

	void kill() throws InterruptedException {
		this.process.destroyForcibly().waitFor();
	}

	@Override
	public void close() throws InterruptedException {
		this.commands.close();
		if (!this.process.waitFor(15, TimeUnit.SECONDS)) {
			this.process.destroyForcibly();
		}
	}

}
