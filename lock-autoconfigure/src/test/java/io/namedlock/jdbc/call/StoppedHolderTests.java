package io.namedlock.jdbc.call;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import io.namedlock.core.DefaultLockRegistry;
import io.namedlock.jdbc.LockTechnique;
import io.namedlock.test.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A process that was stopped between reading and writing, for so long that this JVM was
 * granted its locks. It does not know that when it goes on: whether it may write once
 * more is up to the resource. It is told afterwards.
 */
@ParameterizedClass
@MethodSource("io.namedlock.test.TestDatabase#eachProduct")
@TestInstance(Lifecycle.PER_CLASS)
@DisabledOnOs(OS.WINDOWS)
@Timeout(120)
class StoppedHolderTests {

	private static final NodeSettings SETTINGS = NodeSettings.impatient(LockTechnique.NATIVE);

	private final String unfenced = "unfenced:" + UUID.randomUUID();

	private final String fenced = "fenced:" + UUID.randomUUID();

	private final String fencedLate = "fenced-late:" + UUID.randomUUID();

	private final List<String> names = List.of(this.unfenced, this.fenced, this.fencedLate);

	private final Map<String, FencedCounter> counters = new HashMap<>();

	private final Map<String, Increment> increments = new HashMap<>();

	@Parameter
	@SuppressWarnings("NullAway.Init")
	private TestDatabase database;

	@SuppressWarnings("NullAway.Init")
	private DefaultLockRegistry registry;

	@SuppressWarnings("NullAway.Init")
	private OtherJvm other;

	/**
	 * One stop for all tests, each of which has a lock and a counter of its own.
	 */
	@BeforeParameterizedClassInvocation
	void stopTheHolder() throws Exception {
		this.registry = SETTINGS.registry(this.database);
		this.other = new OtherJvm(this.database, SETTINGS);
		for (String name : this.names) {
			this.counters.put(name, FencedCounter.create(this.database, name));
			this.other.does(OtherJvmMain.TAKE, name);
		}
		assertThat(this.other.asks(OtherJvmMain.SHOW, this.fenced)).isEqualTo("true");
		for (String name : this.names) {
			this.other.does(OtherJvmMain.READ, name);
		}
		this.other.stop();
		for (String name : this.names) {
			this.increments.put(name, new Increment(this.registry, counter(name)));
		}
		this.other.resume();
	}

	@AfterParameterizedClassInvocation
	void close() throws Exception {
		this.other.close();
		this.registry.close();
		for (FencedCounter counter : this.counters.values()) {
			counter.close();
		}
	}

	@Test
	void withoutATokenAnIncrementIsLost() throws Exception {
		try (Increment increment = increment(this.unfenced)) {
			increment.read();
			increment.overwrite();
			this.other.does(OtherJvmMain.OVERWRITE, this.unfenced);
		}
		assertIsTold(this.unfenced);
		assertThat(counter(this.unfenced).writes()).isEqualTo(2);
		assertThat(counter(this.unfenced).read()).isEqualTo(1);
	}

	@Test
	void withATokenItIsRefusedAndBeginsAnew() throws Exception {
		try (Increment increment = increment(this.fenced)) {
			assertThat(increment.show()).isTrue();
			increment.read();
			assertThat(this.other.asks(OtherJvmMain.WRITE, this.fenced)).isEqualTo("false");
			assertThat(increment.write()).isTrue();
		}
		assertIsTold(this.fenced);
		this.other.does(OtherJvmMain.TAKE, this.fenced);
		assertThat(this.other.asks(OtherJvmMain.SHOW, this.fenced)).isEqualTo("true");
		this.other.does(OtherJvmMain.READ, this.fenced);
		assertThat(this.other.asks(OtherJvmMain.WRITE, this.fenced)).isEqualTo("true");
		this.other.does(OtherJvmMain.RELEASE, this.fenced);
		assertThat(counter(this.fenced).writes()).isEqualTo(2);
		assertThat(counter(this.fenced).read()).isEqualTo(2);
	}

	/**
	 * Nobody has shown the higher token yet when the stopped process writes.
	 */
	@Test
	void aTokenShownNotBeforeTheWriteIsTooLate() throws Exception {
		try (Increment increment = increment(this.fencedLate)) {
			increment.read();
			assertThat(this.other.asks(OtherJvmMain.WRITE, this.fencedLate)).isEqualTo("true");
			assertThat(increment.write()).isTrue();
		}
		assertIsTold(this.fencedLate);
		assertThat(counter(this.fencedLate).writes()).isEqualTo(2);
		assertThat(counter(this.fencedLate).read()).isEqualTo(1);
	}

	private void assertIsTold(String name) throws Exception {
		assertThat(this.other.asks(OtherJvmMain.HELD, name)).isEqualTo("false");
		assertThat(this.other.asks(OtherJvmMain.RELEASE, name)).isEqualTo("LockLostException");
	}

	private FencedCounter counter(String name) {
		return Objects.requireNonNull(this.counters.get(name));
	}

	private Increment increment(String name) {
		return Objects.requireNonNull(this.increments.get(name));
	}

}
