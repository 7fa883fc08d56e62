package io.namedlock.aspect;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.namedlock.LockDeadlockException;
import io.namedlock.LockHandle;
import io.namedlock.LockNotAcquiredException;
import io.namedlock.LockRegistry;
import io.namedlock.LockRequest;
import io.namedlock.annotation.NamedLock;
import io.namedlock.annotation.WhenUnavailable;
import io.namedlock.test.LockedContext;
import io.namedlock.test.Threads;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for calls whose lock cannot be had.
 */
@ExtendWith(OutputCaptureExtension.class)
class UnavailableLockTests {

	@AutoClose
	private final LockedContext context = LockedContext.of(Map.of("shared-locks", true), Skipped.class,
			WithFallback.class, Nested.class, Upgrading.class);

	private final Skipped skipped = this.context.get(Skipped.class);

	private final WithFallback withFallback = this.context.get(WithFallback.class);

	@AutoClose
	private final Threads threads = new Threads();

	@Test
	void skippingReturnsAnEmptyResultAndNeverRunsTheBody() throws Exception {
		whileHeldElsewhere("busy", () -> {
			this.skipped.nothing();
			assertThat(this.skipped.text()).isNull();
			assertThat(this.skipped.number()).isNull();
			assertThat(this.skipped.optional()).isEmpty();
			assertThat(this.skipped.optionalInt()).isEmpty();
			assertThat(this.skipped.optionalLong()).isEmpty();
			assertThat(this.skipped.optionalDouble()).isEmpty();
			assertThat(this.skipped.list()).isEmpty();
			assertThat(this.skipped.set()).isEmpty();
			assertThat(this.skipped.sorted()).isEmpty();
			assertThat(this.skipped.collection()).isEmpty();
			assertThat(this.skipped.map()).isEmpty();
			assertThat(this.skipped.navigable()).isEmpty();
			assertThat(this.skipped.stream()).isEmpty();
			assertThat(this.skipped.stream()).as("a new stream each time").isEmpty();
			assertThat(this.skipped.ints()).isEmpty();
			assertThat(this.skipped.stage()).isCompletedWithValue(null);
			assertThat(this.skipped.stageOfList().toCompletableFuture()).isCompletedWithValue(List.of());
			assertThat(this.skipped.array()).isNull();
		});
		assertThat(this.skipped.runs()).hasValue(0);
	}

	@Test
	void skippingRunsTheBodyWhenTheLockIsFree() {
		assertThat(this.skipped.text()).isEqualTo("ran");
		assertThat(this.skipped.runs()).hasValue(1);
	}

	@Test
	void fallsBackWithTheSameArguments() throws Exception {
		whileHeldElsewhere("busy", () -> {
			assertThat(this.withFallback.plain(1, "x")).isEqualTo("fallback 1 x");
			assertThat(this.withFallback.withException(2)).isEqualTo("fallback 2 busy");
		});
		assertThat(this.withFallback.plain(1, "x")).isEqualTo("body");
	}

	@Test
	void theFallbacksExceptionIsThrownAsItIs() throws Exception {
		whileHeldElsewhere("busy",
				() -> assertThatExceptionOfType(IOException.class).isThrownBy(this.withFallback::failing)
					.withMessage("of the fallback"));
	}

	@Test
	void aNestedLockThatTheBodyDoesNotGetIsNotThisLocksMatter() throws Exception {
		Nested nested = this.context.get(Nested.class);
		whileHeldElsewhere("inner", () -> {
			assertThatExceptionOfType(LockNotAcquiredException.class).isThrownBy(nested::skipping)
				.satisfies((ex) -> assertThat(ex.lockName()).isEqualTo("inner"));
			assertThatExceptionOfType(LockNotAcquiredException.class).isThrownBy(nested::fallingBack);
		});
		assertThat(this.context.isFree("outer")).isTrue();
	}

	@Test
	void aDeadlockIsALockThatIsNotAcquired(CapturedOutput output) {
		Upgrading upgrading = this.context.get(Upgrading.class);
		try (LockHandle shared = this.context.registry().acquire(LockRequest.of("shelf").shared())) {
			assertThatExceptionOfType(LockNotAcquiredException.class).isThrownBy(upgrading::throwing)
				.isInstanceOf(LockDeadlockException.class);
			assertThat(output).as("the exception tells it").doesNotContain("did not run");
			assertThat(upgrading.skipping()).isNull();
			assertThat(upgrading.skipping()).isNull();
			assertThat(upgrading.fallingBack()).isEqualTo("fallback of shelf");
		}
		assertThat(upgrading.runs()).hasValue(0);
		assertThat(output.getOut().lines().filter((line) -> line.contains("Upgrading.skipping() did not run")))
			.hasSize(1)
			.first(InstanceOfAssertFactories.STRING)
			.contains("WARN", "because of a deadlock", "in exclusive mode would never end");
		assertThat(output).contains("Upgrading.fallingBack() did not run");
	}

	private void whileHeldElsewhere(String name, Threads.ThrowingRunnable action) throws Exception {
		LockHandle handle = this.threads.elsewhere(() -> this.context.registry().acquire(name));
		try (handle) {
			action.run();
		}
	}

	static class Skipped {

		private final AtomicInteger runs = new AtomicInteger();

		AtomicInteger runs() {
			return this.runs;
		}

		private <T> T ran(T result) {
			this.runs.incrementAndGet();
			return result;
		}

		@NamedLock(name = "busy", whenUnavailable = WhenUnavailable.SKIP)
		public void nothing() {
			ran("");
		}

		@NamedLock(name = "busy", whenUnavailable = WhenUnavailable.SKIP)
		public String text() {
			return ran("ran");
		}

		@NamedLock(name = "busy", whenUnavailable = WhenUnavailable.SKIP)
		public Integer number() {
			return ran(1);
		}

		@NamedLock(name = "busy", whenUnavailable = WhenUnavailable.SKIP)
		public Optional<String> optional() {
			return ran(Optional.of("ran"));
		}

		@NamedLock(name = "busy", whenUnavailable = WhenUnavailable.SKIP)
		public OptionalInt optionalInt() {
			return ran(OptionalInt.of(1));
		}

		@NamedLock(name = "busy", whenUnavailable = WhenUnavailable.SKIP)
		public OptionalLong optionalLong() {
			return ran(OptionalLong.of(1));
		}

		@NamedLock(name = "busy", whenUnavailable = WhenUnavailable.SKIP)
		public OptionalDouble optionalDouble() {
			return ran(OptionalDouble.of(1));
		}

		@NamedLock(name = "busy", whenUnavailable = WhenUnavailable.SKIP)
		public List<String> list() {
			return ran(List.of("ran"));
		}

		@NamedLock(name = "busy", whenUnavailable = WhenUnavailable.SKIP)
		public Set<String> set() {
			return ran(Set.of("ran"));
		}

		@NamedLock(name = "busy", whenUnavailable = WhenUnavailable.SKIP)
		public SortedSet<String> sorted() {
			return ran(new TreeSet<>(Set.of("ran")));
		}

		@NamedLock(name = "busy", whenUnavailable = WhenUnavailable.SKIP)
		public Collection<String> collection() {
			return ran(List.of("ran"));
		}

		@NamedLock(name = "busy", whenUnavailable = WhenUnavailable.SKIP)
		public Map<String, String> map() {
			return ran(Map.of("ran", "ran"));
		}

		@NamedLock(name = "busy", whenUnavailable = WhenUnavailable.SKIP)
		public NavigableMap<String, String> navigable() {
			return ran(new TreeMap<>(Map.of("ran", "ran")));
		}

		@NamedLock(name = "busy", whenUnavailable = WhenUnavailable.SKIP)
		public Stream<String> stream() {
			return ran(Stream.of("ran"));
		}

		@NamedLock(name = "busy", whenUnavailable = WhenUnavailable.SKIP)
		public IntStream ints() {
			return ran(IntStream.of(1));
		}

		@NamedLock(name = "busy", whenUnavailable = WhenUnavailable.SKIP)
		public CompletableFuture<String> stage() {
			return ran(CompletableFuture.completedFuture("ran"));
		}

		@NamedLock(name = "busy", whenUnavailable = WhenUnavailable.SKIP)
		public CompletionStage<List<String>> stageOfList() {
			return ran(CompletableFuture.completedFuture(List.of("ran")));
		}

		@NamedLock(name = "busy", whenUnavailable = WhenUnavailable.SKIP)
		public int[] array() {
			return ran(new int[] { 1 });
		}

	}

	static class WithFallback {

		@NamedLock(name = "busy", waitTime = "0", fallback = "plainFallback")
		public String plain(int id, String text) {
			return "body";
		}

		private String plainFallback(int id, String text) {
			return "fallback " + id + " " + text;
		}

		@NamedLock(name = "busy", waitTime = "0", fallback = "explained")
		public String withException(int id) {
			return "body";
		}

		String explained(int id, LockNotAcquiredException ex) {
			return "fallback " + id + " " + ex.lockName();
		}

		@NamedLock(name = "busy", waitTime = "0", fallback = "failingFallback")
		public void failing() throws IOException {
		}

		void failingFallback() throws IOException {
			throw new IOException("of the fallback");
		}

	}

	static class Upgrading {

		private final AtomicInteger runs = new AtomicInteger();

		AtomicInteger runs() {
			return this.runs;
		}

		@NamedLock("shelf")
		public void throwing() {
			this.runs.incrementAndGet();
		}

		@NamedLock(name = "shelf", whenUnavailable = WhenUnavailable.SKIP)
		public String skipping() {
			this.runs.incrementAndGet();
			return "ran";
		}

		@NamedLock(name = "shelf", fallback = "instead")
		public String fallingBack() {
			this.runs.incrementAndGet();
			return "ran";
		}

		String instead(LockNotAcquiredException ex) {
			return "fallback of " + ex.lockName();
		}

	}

	static class Nested {

		private final LockRegistry registry;

		Nested(LockRegistry registry) {
			this.registry = registry;
		}

		@NamedLock(name = "outer", whenUnavailable = WhenUnavailable.SKIP)
		public void skipping() {
			this.registry.acquire("inner", Duration.ZERO).close();
		}

		@NamedLock(name = "outer", fallback = "instead")
		public void fallingBack() {
			this.registry.acquire("inner", Duration.ZERO).close();
		}

		void instead() {
			throw new IllegalStateException("must not be called");
		}

	}

}
