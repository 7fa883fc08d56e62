package io.namedlock.core;

import java.time.Duration;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.namedlock.LockEvent;
import io.namedlock.LockHandle;
import io.namedlock.LockRegistry;
import io.namedlock.LockRequest;
import io.namedlock.test.TestSettings;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class LeakDetectionTests extends RegistryTestSupport {

	private final RecordedEvents events = new RecordedEvents();

	private final String name = uniqueName();

	@Override
	protected LockRegistry newRegistry(LockRegistrySettings settings) {
		DefaultLockRegistry created = new DefaultLockRegistry(new FakeBackend(), settings);
		created.addListener(this.events);
		return created;
	}

	@Test
	void reportsALeakOnceWithTheStackThatAcquiredIt(CapturedOutput output) {
		LockRegistry registry = detectingAfter(Duration.ofMillis(1));
		LockHandle handle = registry.acquire(LockRequest.of(this.name).withTemplate("t:<#id>"));
		LockHandle nested = registry.acquire(this.name);
		Awaitility.await().until(() -> !this.events.of(LockEvent.Leaked.class).isEmpty());
		nested.close();
		handle.close();
		LockEvent.Leaked leaked = this.events.of(LockEvent.Leaked.class).get(0);
		assertThat(leaked.lock().template()).isEqualTo("t:<#id>");
		assertThat(leaked.held()).isEqualTo(Duration.ofMillis(1));
		assertThat(leaked.acquisition()).hasStackTraceContaining("reportsALeakOnceWithTheStackThatAcquiredIt");
		assertThat(output).containsOnlyOnce("apparently a leak")
			.contains("Lock '" + this.name + "' has been held for more than 1 ms",
					"thread '" + Thread.currentThread().getName() + "'", "reportsALeakOnceWithTheStackThatAcquiredIt");
		assertThat(this.events.of(LockEvent.Leaked.class)).hasSize(1);
	}

	@Test
	void tellsThatAReportedLockIsReleasedAfterAll(CapturedOutput output) {
		LockRegistry registry = detectingAfter(Duration.ofMillis(1));
		Logger logger = (Logger) LoggerFactory.getLogger(LeakDetection.class);
		logger.setLevel(Level.INFO);
		try {
			LockHandle handle = registry.acquire(this.name);
			Awaitility.await().until(() -> !this.events.of(LockEvent.Leaked.class).isEmpty());
			assertThat(output).doesNotContain("was released after");
			handle.close();
			handle.close();
		}
		finally {
			logger.setLevel(null);
		}
		assertThat(output).containsOnlyOnce("was released after")
			.containsPattern(
					"INFO .*Lock '" + this.name + "', which was reported as a leak, was released after [1-9]\\d* ms");
	}

	@Test
	void tellsNothingOfTheReleaseOfALockThatWasNotReported(CapturedOutput output) {
		LockRegistry registry = detectingAfter(Duration.ofMinutes(5));
		Logger logger = (Logger) LoggerFactory.getLogger(LeakDetection.class);
		logger.setLevel(Level.INFO);
		try {
			registry.acquire(this.name).close();
		}
		finally {
			logger.setLevel(null);
		}
		assertThat(output).doesNotContain(this.name);
	}

	@Test
	void reportsNothingOfWhatWasReleasedInTime(CapturedOutput output) {
		LockRegistry registry = detectingAfter(Duration.ofSeconds(2));
		registry.acquire("b" + this.name).close();
		LockHandle leaking = registry.acquire(this.name);
		Awaitility.await().until(() -> !this.events.of(LockEvent.Leaked.class).isEmpty());
		assertThat(this.events.of(LockEvent.Leaked.class)).extracting((event) -> event.lock().name())
			.containsExactly(this.name);
		assertThat(output).doesNotContain("b" + this.name);
		leaking.close();
	}

	@Test
	void reportsWithoutAnyListener(CapturedOutput output) {
		DefaultLockRegistry registry = new DefaultLockRegistry(new FakeBackend(),
				TestSettings.detectingLeaksAfter(Duration.ofMillis(1)));
		try (registry) {
			LockHandle handle = registry.acquire(this.name);
			Awaitility.await().until(() -> output.getOut().contains("apparently a leak"));
			handle.close();
		}
	}

	@Test
	void reportsEachOfThoseThatShare() throws Exception {
		LockRegistry registry = detectingAfter(Duration.ofMillis(1));
		LockRequest shared = LockRequest.of(this.name).shared();
		LockHandle first = registry.acquire(shared);
		LockHandle second = actor().does(() -> registry.acquire(shared));
		Awaitility.await().until(() -> this.events.of(LockEvent.Leaked.class).size() == 2);
		first.close();
		second.close();
	}

	@Test
	void leavesNoThreadBehind() throws Exception {
		LockRegistry registry = detectingAfter(Duration.ofHours(1));
		registry.acquire(this.name);
		assertThat(isDetecting()).isTrue();
		close(registry);
		Awaitility.await().until(() -> !isDetecting());
	}

	private static boolean isDetecting() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.anyMatch((thread) -> thread.getName().equals("named-lock-leak-detection"));
	}

	private LockRegistry detectingAfter(Duration threshold) {
		return registry(TestSettings.detectingLeaksAfter(threshold));
	}

}
