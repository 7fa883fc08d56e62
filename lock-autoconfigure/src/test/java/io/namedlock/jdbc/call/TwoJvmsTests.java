package io.namedlock.jdbc.call;

import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.Stream;

import io.namedlock.core.DefaultLockRegistry;
import io.namedlock.jdbc.LockTechnique;
import io.namedlock.test.RowLockBackends;
import io.namedlock.test.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Exclusion between this JVM and another one.
 */
@ParameterizedClass
@MethodSource("databases")
@Timeout(120)
class TwoJvmsTests {

	private final String name = "two-jvms:" + UUID.randomUUID();

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path directory;

	@Parameter(0)
	@SuppressWarnings("NullAway.Init")
	private TestDatabase database;

	@Parameter(1)
	@SuppressWarnings("NullAway.Init")
	private LockTechnique technique;

	@SuppressWarnings("NullAway.Init")
	private NodeSettings settings;

	@SuppressWarnings("NullAway.Init")
	private DefaultLockRegistry registry;

	static Stream<Arguments> databases() {
		return Stream.concat(
				TestDatabase.allAndOneLockSessions().map((database) -> Arguments.of(database, LockTechnique.NATIVE)),
				TestDatabase.rows().map((database) -> Arguments.of(database, LockTechnique.ROW)));
	}

	@BeforeEach
	void connect() {
		if (this.technique == LockTechnique.ROW) {
			RowLockBackends.createTables(this.database);
		}
		this.settings = NodeSettings.defaults(this.technique);
		this.registry = this.settings.registry(this.database);
		// a session that a request without patience finds open, however busy the machine
		// is
		this.registry.acquire(this.name + ":before", Duration.ofSeconds(30)).close();
	}

	@AfterEach
	void close() {
		this.registry.close();
	}

	@Test
	void letOneIntoTheRoomAtATime() throws Exception {
		Path file = this.directory.resolve("room");
		MappedRoom room = new MappedRoom(file);
		try (OtherJvm other = new OtherJvm(this.database, this.settings)) {
			other.does(OtherJvmMain.VISIT, this.name, file.toString());
			other.begin(OtherJvmMain.VISIT, this.name, file.toString());
			OtherJvmMain.visit(this.registry, this.name, room);
			other.awaitDone();
		}
		assertThat(room.visits()).isEqualTo(3 * OtherJvmMain.VISITS);
	}

	@Test
	void lockOfAKilledJvmIsFreeAtOnce() throws Exception {
		try (OtherJvm other = new OtherJvm(this.database, this.settings)) {
			other.does(OtherJvmMain.HOLD, this.name);
			assertThat(this.registry.tryAcquire(this.name)).isEmpty();
			other.kill();
			this.registry.acquire(this.name, Duration.ofSeconds(15)).close();
		}
	}

}
