package io.namedlock.benchmarks.timing;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link Owners}.
 */
class OwnersTests {

	@Test
	void seesTwoOwnersOfOneLock() {
		Owners owners = new Owners(SharedMemory.ofThisJvm(2));
		owners.acquired(1, 7);
		assertThatExceptionOfType(BrokenLockException.class).isThrownBy(() -> owners.acquired(1, 8));
		assertThatNoException().isThrownBy(() -> owners.acquired(0, 8));
	}

	@Test
	void seesALockThatWentToSomebodyElse() {
		Owners owners = new Owners(SharedMemory.ofThisJvm(1));
		owners.acquired(0, 7);
		assertThatExceptionOfType(BrokenLockException.class).isThrownBy(() -> owners.releasing(0, 8));
	}

	@Test
	void seesTheOwnersOfAllWhoMapTheSameFile(@TempDir Path directory) throws IOException {
		Path file = directory.resolve("owners");
		new Owners(SharedMemory.of(file, 1)).acquired(0, 7);
		Owners others = new Owners(SharedMemory.of(file, 1));
		assertThatExceptionOfType(BrokenLockException.class).isThrownBy(() -> others.acquired(0, 8));
	}

}
