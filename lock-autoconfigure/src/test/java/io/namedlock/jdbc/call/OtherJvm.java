package io.namedlock.jdbc.call;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.namedlock.test.TestDatabase;
import org.awaitility.Awaitility;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A node of the application in a JVM of its own, that does what {@link OtherJvmMain} is
 * told. It can be killed, and stopped for as long as a test likes.
 */
final class OtherJvm implements AutoCloseable {

	private final Process process;

	private final PrintWriter commands;

	private final BufferedReader answers;

	OtherJvm(TestDatabase database, NodeSettings settings) throws IOException {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
						"-cp", System.getProperty("java.class.path"), OtherJvmMain.class.getName()));
		command.addAll(database.address());
		command.addAll(settings.arguments());
		this.process = new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
		this.commands = new PrintWriter(this.process.outputWriter(), true);
		this.answers = this.process.inputReader();
	}

	/**
	 * Gives a command, without waiting for its end.
	 * @param words the command and what it is about
	 */
	void begin(String... words) {
		this.commands.println(String.join(" ", words));
	}

	/**
	 * Waits until the command given last has been done.
	 */
	void awaitDone() throws IOException {
		assertThat(answer()).as("answer of the other JVM").isEqualTo(OtherJvmMain.DONE);
	}

	/**
	 * Waits for the answer to the command given last.
	 * @return the answer, {@code null} if the process has ended
	 */
	String answer() throws IOException {
		return this.answers.readLine();
	}

	/**
	 * Gives a command and waits until it has been done.
	 * @param words the command and what it is about
	 */
	void does(String... words) throws IOException {
		begin(words);
		awaitDone();
	}

	/**
	 * Gives a command and waits for its answer.
	 * @param words the command and what it is about
	 */
	String asks(String... words) throws IOException {
		begin(words);
		return answer();
	}

	/**
	 * Kills the process: it does nothing any more, and the system closes its connections.
	 */
	void kill() throws InterruptedException {
		this.process.destroyForcibly().waitFor();
	}

	/**
	 * Stops the process: it does nothing until it is continued, and its connections stay
	 * open. A busy machine may take some time for it, in which the process goes on.
	 */
	void stop() throws Exception {
		signal("STOP");
		Awaitility.await().pollInterval(Duration.ofMillis(2)).until(this::isStopped);
	}

	/**
	 * Lets a stopped process go on, which knows nothing of its stop.
	 */
	void resume() throws Exception {
		signal("CONT");
	}

	@Override
	public void close() throws Exception {
		try {
			resume();
			this.commands.close();
			this.process.waitFor(15, TimeUnit.SECONDS);
		}
		finally {
			kill();
		}
	}

	/**
	 * Whether none of the process's threads runs, as far as this system tells.
	 */
	private boolean isStopped() throws IOException {
		Path threads = Path.of("/proc", Long.toString(this.process.pid()), "task");
		if (!Files.isDirectory(threads)) {
			return true;
		}
		try (Stream<Path> all = Files.list(threads)) {
			return all.allMatch(OtherJvm::isStopped);
		}
	}

	private static boolean isStopped(Path thread) {
		try {
			String state = Files.readString(thread.resolve("stat"));
			return state.charAt(state.lastIndexOf(')') + 2) == 'T';
		}
		catch (IOException ex) {
			return !Files.exists(thread);
		}
	}

	private void signal(String name) throws Exception {
		if (this.process.isAlive()) {
			new ProcessBuilder("kill", "-" + name, Long.toString(this.process.pid())).inheritIO().start().waitFor();
		}
	}

}
