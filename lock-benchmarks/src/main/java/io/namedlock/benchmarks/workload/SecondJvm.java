package io.namedlock.benchmarks.workload;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Another node: a second JVM of the same jar, which does as told by lines of text. It
 * ends when its standard input does, so it does not outlive this JVM.
 */
final class SecondJvm implements AutoCloseable {

	private final Process process;

	private final PrintWriter commands;

	private final BufferedReader answers;

	private int told;

	SecondJvm(Path memory) throws IOException {
		String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
		this.process = new ProcessBuilder(java, "-cp", System.getProperty("java.class.path"),
				SecondJvmMain.class.getName(), memory.toString())
			.redirectError(Redirect.INHERIT)
			.start();
		this.commands = new PrintWriter(this.process.outputWriter(), true);
		this.answers = this.process.inputReader();
	}

	/**
	 * Sends a command, whose {@linkplain #answer answer} is to be fetched.
	 */
	void tell(Object... words) {
		this.told++;
		this.commands
			.println(this.told + " " + Arrays.stream(words).map(Object::toString).collect(Collectors.joining(" ")));
	}

	/**
	 * Waits for the answer to the last command. Nobody may have waited for that of an
	 * earlier one, when this JVM failed.
	 */
	String answer() throws IOException {
		String done = SecondJvmMain.DONE + this.told + " ";
		String failed = SecondJvmMain.FAILED + this.told + " ";
		for (String line = this.answers.readLine(); line != null; line = this.answers.readLine()) {
			if (line.startsWith(done)) {
				return line.substring(done.length());
			}
			if (line.startsWith(failed)) {
				throw new IllegalStateException("In the second JVM: " + line.substring(failed.length()));
			}
		}
		throw new IOException("The second JVM has ended");
	}

	@Override
	public void close() throws InterruptedException {
		this.commands.close();
		if (!this.process.waitFor(15, TimeUnit.SECONDS)) {
			this.process.destroyForcibly();
		}
	}

}
