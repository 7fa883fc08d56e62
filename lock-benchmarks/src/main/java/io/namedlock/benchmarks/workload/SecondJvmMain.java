package io.namedlock.benchmarks.workload;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import io.namedlock.benchmarks.contender.ContenderType;
import io.namedlock.benchmarks.server.Addresses;
import io.namedlock.benchmarks.timing.OpenContenders;

/**
 * What the second JVM runs.
 */
final class SecondJvmMain {

	static final String DONE = "done ";

	static final String FAILED = "failed ";

	private final NodeMemory memory;

	private final Map<String, OpenContenders> opened = new HashMap<>();

	private SecondJvmMain(NodeMemory memory) {
		this.memory = memory;
	}

	/**
	 * Obeys until its standard input ends.
	 * @param args the file that the JVMs share
	 * @throws IOException if it cannot go on
	 */
	public static void main(String[] args) throws IOException {
		ProcessHandle.current().parent().ifPresent(SecondJvmMain::endWith);
		new SecondJvmMain(NodeMemory.of(Path.of(args[0]))).obey();
		System.exit(0);
	}

	private static void endWith(ProcessHandle firstJvm) {
		firstJvm.onExit().thenRun(() -> Runtime.getRuntime().halt(1));
	}

	private void obey() throws IOException {
		BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
		for (String line = commands.readLine(); line != null; line = commands.readLine()) {
			System.out.println(answer(line.split(" ")));
		}
	}

	private String answer(String[] command) {
		try {
			return DONE + command[0] + " " + run(command);
		}
		catch (Exception ex) {
			return FAILED + command[0] + " " + ex;
		}
	}

	private String run(String[] command) throws Exception {
		NodeTask task = new NodeTask(this.memory, contenders(command[3]).get(ContenderType.of(command[2])));
		return switch (command[1]) {
			case "slice" -> Long.toString(
					task.slice(command[4], Integer.parseInt(command[5]), Long.parseLong(command[6]), NodeTask.SECOND)
						.total());
			case "wait" -> task.awaitWakes(command[4]);
			default -> throw new IllegalArgumentException("Not a command: " + command[1]);
		};
	}

	private OpenContenders contenders(String addresses) {
		return this.opened.computeIfAbsent(addresses, (text) -> new OpenContenders(Addresses.parse(text)));
	}

}
