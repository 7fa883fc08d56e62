package io.namedlock.benchmarks.workload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The file that two JVMs share.
 */
final class NodeFile implements AutoCloseable {

	private final Path path = Files.createTempFile("named-lock-benchmarks-", ".memory");

	NodeFile() throws IOException {
		this.path.toFile().deleteOnExit();
	}

	Path path() {
		return this.path;
	}

	NodeMemory memory() throws IOException {
		return NodeMemory.of(this.path);
	}

	@Override
	public void close() throws IOException {
		Files.deleteIfExists(this.path);
	}

}
