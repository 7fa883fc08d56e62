package io.namedlock.jdbc;

import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;

import io.namedlock.core.DefaultLockRegistry;
import io.namedlock.test.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Exclusion between this JVM and another one.
 */
@ParameterizedClass
@MethodSource("io.namedlock.test.TestDatabase#allAndOneLockSessions")
@Timeout(120)
class TwoJvmsTests {

	private final String name = "two-jvms:" + UUID.randomUUID();

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path directory;

	@Parameter
	@SuppressWarnings("NullAway.Init")
	private TestDatabase database;

	@SuppressWarnings("NullAway.Init")
	private DefaultLockRegistry registry;

	@BeforeEach
	void connect() {
		this.registry = OtherJvmMain.registry(this.database);
	}

	@AfterEach
	void close() {
		this.registry.close();
	}

	@Test
	void letOneIntoTheRoomAtATime() throws Exception {
		Path file = this.directory.resolve("room");
		MappedRoom room = new MappedRoom(file);
		try (OtherJvm other = new OtherJvm(this.database, file)) {
			other.begin(OtherJvmMain.VISIT, this.name);
			other.awaitDone();
			other.begin(OtherJvmMain.VISIT, this.name);
			OtherJvmMain.visit(this.registry, this.name, room);
			other.awaitDone();
		}
		assertThat(room.visits()).isEqualTo(3 * OtherJvmMain.VISITS);
	}

	@Test
	void lockOfAKilledJvmIsFreeAtOnce() throws Exception {
		try (OtherJvm other = new OtherJvm(this.database, this.directory.resolve("room"))) {
			other.begin(OtherJvmMain.HOLD, this.name);
			other.awaitDone();
			assertThat(this.registry.tryAcquire(this.name)).isEmpty();
			other.kill();
			this.registry.acquire(this.name, Duration.ofSeconds(15)).close();
		}
	}

}
