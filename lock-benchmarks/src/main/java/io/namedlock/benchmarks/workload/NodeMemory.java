package io.namedlock.benchmarks.workload;

import java.io.IOException;
import java.nio.file.Path;

import io.namedlock.benchmarks.timing.Owners;
import io.namedlock.benchmarks.timing.SharedMemory;

/**
 * What two JVMs tell each other while they lock.
 */
final class NodeMemory {

	private static final int OWNER = 0;

	private static final int STEP = 1;

	private static final int RELEASED_AT = 2;

	private final SharedMemory memory;

	private NodeMemory(SharedMemory memory) {
		this.memory = memory;
	}

	static NodeMemory of(Path file) throws IOException {
		return new NodeMemory(SharedMemory.of(file, 3));
	}

	/**
	 * The owner of the one lock.
	 */
	Owners owners() {
		return new Owners(this.memory);
	}

	/**
	 * Forgets what an earlier contender has left.
	 */
	void clear() {
		this.memory.set(OWNER, 0);
		this.memory.set(STEP, 0);
	}

	/**
	 * How far the two have come.
	 */
	void step(long step) {
		this.memory.set(STEP, step);
	}

	long step() {
		return this.memory.get(STEP);
	}

	/**
	 * When the lock was released, by the clock of the machine: {@code nanoTime} is the
	 * same in all its JVMs on Linux.
	 */
	void releasedAt(long nanos) {
		this.memory.set(RELEASED_AT, nanos);
	}

	long releasedAt() {
		return this.memory.get(RELEASED_AT);
	}

}
