package io.namedlock.core;

import java.time.Duration;
import java.util.List;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.namedlock.LockHandle;
import io.namedlock.LockLostException;
import io.namedlock.LockRegistry;
import io.namedlock.LockRequest;
import io.namedlock.test.TestSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for what the log tells of locks at level {@code DEBUG}.
 */
@ExtendWith(OutputCaptureExtension.class)
class LockEventLogTests extends RegistryTestSupport {

	private static final Logger LOGGER = (Logger) LoggerFactory.getLogger(LockEvents.class);

	private final FakeBackend backend = new FakeBackend();

	private final String name = uniqueName();

	@Override
	protected LockRegistry newRegistry(LockRegistrySettings settings) {
		return new DefaultLockRegistry(this.backend,
				TestSettings.handingOver(Duration.ofSeconds(30), 64, Duration.ofHours(1)));
	}

	@BeforeEach
	void debug() {
		LOGGER.setLevel(Level.DEBUG);
	}

	@AfterEach
	void noDebug() {
		LOGGER.setLevel(null);
	}

	@Test
	void tellsOfEachStepOnce(CapturedOutput output) throws Exception {
		LockHandle handle = registry().acquire(this.name);
		Pending<String> heir = actor().begins(() -> {
			registry().acquire(this.name).close();
			return Thread.currentThread().getName();
		});
		heir.awaitInLine();
		handle.close();
		String there = heir.result();
		assertThat(steps(output, here())).satisfiesExactly((line) -> assertThat(line).isEqualTo("asks for it"),
				(line) -> assertThat(line).matches("acquired it after \\d+ ms"),
				(line) -> assertThat(line).matches("released it after \\d+ ms"));
		assertThat(steps(output, there)).satisfiesExactly((line) -> assertThat(line).isEqualTo("asks for it"),
				(line) -> assertThat(line)
					.matches("waits for at most \\d+ ms, since thread '" + here() + "' of this JVM holds it"),
				(line) -> assertThat(line).matches("acquired it after \\d+ ms"),
				(line) -> assertThat(line).isEqualTo("got it by a hand-over in this JVM, number 1 in a row"),
				(line) -> assertThat(line).matches("released it after \\d+ ms"));
	}

	@Test
	void tellsWhyARequestGotNothing(CapturedOutput output) throws Exception {
		LockHandle handle = registry().acquire(this.name);
		LockRequest once = LockRequest.of(this.name).waitingAtMost(Duration.ZERO);
		String there = actor().does(() -> {
			assertThat(registry().tryAcquire(once)).isEmpty();
			return Thread.currentThread().getName();
		});
		handle.close();
		assertThat(steps(output, there)).last().asString().matches("did not get it within \\d+ ms");
	}

	@Test
	void tellsOfALoss(CapturedOutput output) {
		LockHandle handle = registry().acquire(this.name);
		this.backend.lastGrant().lose();
		assertThatExceptionOfType(LockLostException.class).isThrownBy(handle::close);
		assertThat(output.getOut().lines().filter((line) -> line.contains(" was lost "))).singleElement()
			.asString()
			.matches(".* - Lock '" + this.name + "' was lost \\d+ ms after thread '" + here()
					+ "' had got it; another owner may have held it since");
	}

	@Test
	void tellsNothingAtAnyOtherLevel(CapturedOutput output) {
		LOGGER.setLevel(Level.INFO);
		registry().acquire(this.name).close();
		assertThat(output).doesNotContain(this.name);
	}

	/**
	 * The thread of the test, which is not the one that makes the instance.
	 */
	private static String here() {
		return Thread.currentThread().getName();
	}

	private List<String> steps(CapturedOutput output, String thread) {
		String start = " - Lock '" + this.name + "': thread '" + thread + "' ";
		return output.getOut()
			.lines()
			.filter((line) -> line.contains(start))
			.map((line) -> line.substring(line.indexOf(start) + start.length()))
			.toList();
	}

}
