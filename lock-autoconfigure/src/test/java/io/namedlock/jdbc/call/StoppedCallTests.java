package io.namedlock.jdbc.call;

import java.util.UUID;

import io.namedlock.core.DefaultLockRegistry;
import io.namedlock.jdbc.LockTechnique;
import io.namedlock.test.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application that was stopped in the middle of an annotated method, for so long that
 * this JVM was granted its lock.
 */
@DisabledOnOs(OS.WINDOWS)
@Timeout(120)
class StoppedCallTests {

	private static final NodeSettings SETTINGS = NodeSettings.impatient(LockTechnique.NATIVE);

	private final String name = "stopped-call:" + UUID.randomUUID();

	private final TestDatabase database = TestDatabase.mariaDb();

	@Test
	void endsWithALostLockAndHasWrittenNothing() throws Exception {
		try (FencedCounter counter = FencedCounter.create(this.database, this.name);
				DefaultLockRegistry registry = SETTINGS.registry(this.database);
				OtherJvm other = new OtherJvm(this.database, SETTINGS)) {
			other.does(OtherJvmMain.CALL, this.name);
			other.stop();
			try (Increment increment = new Increment(registry, counter)) {
				assertThat(increment.show()).isTrue();
				increment.read();
				other.resume();
				assertThat(other.asks(OtherJvmMain.FINISH)).isEqualTo("LockLostException");
				assertThat(increment.write()).isTrue();
			}
			assertThat(counter.writes()).isEqualTo(1);
		}
	}

}
