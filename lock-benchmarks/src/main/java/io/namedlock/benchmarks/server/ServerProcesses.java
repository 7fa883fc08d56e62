package io.namedlock.benchmarks.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The processes of the servers, and the time that they and all others of the benchmarks
 * have used, as far as the system tells.
 */
final class ServerProcesses {

	private static final Duration QUIET = Duration.ofMillis(100);

	private static final Duration BUSY = Duration.ofMillis(20);

	private static final int MOST_WAITS = 10;

	private final List<ProcessHandle> roots;

	ServerProcesses(ProcessHandle... roots) {
		this.roots = List.of(roots);
	}

	static ProcessHandle ofPidFile(Path file) throws IOException {
		long pid = Long.parseLong(Files.readAllLines(file).get(0).trim());
		return ProcessHandle.of(pid).orElseThrow(() -> new IOException("There is no process " + pid));
	}

	ProcessorTime time() {
		Set<ProcessHandle> servers = this.roots.stream()
			.flatMap(ServerProcesses::withDescendants)
			.collect(Collectors.toSet());
		Stream<ProcessHandle> clients = withDescendants(ProcessHandle.current())
			.filter((process) -> !servers.contains(process));
		return new ProcessorTime(sum(clients), sum(servers.stream()));
	}

	void awaitQuiet() throws InterruptedException {
		ProcessorTime before = time();
		for (int i = 0; i < MOST_WAITS; i++) {
			TimeUnit.NANOSECONDS.sleep(QUIET.toNanos());
			ProcessorTime now = time();
			ProcessorTime used = now.minus(before);
			if (used.clients().plus(used.servers()).compareTo(BUSY) <= 0) {
				return;
			}
			before = now;
		}
	}

	private static Stream<ProcessHandle> withDescendants(ProcessHandle process) {
		return Stream.concat(Stream.of(process), process.descendants());
	}

	private static Duration sum(Stream<ProcessHandle> processes) {
		return processes.map((process) -> process.info().totalCpuDuration().orElse(Duration.ZERO))
			.reduce(Duration.ZERO, Duration::plus);
	}

}
