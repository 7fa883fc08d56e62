package io.namedlock.observe;

import java.time.Duration;
import java.util.stream.Stream;

import io.micrometer.observation.Observation;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import io.namedlock.LockBackendException;
import io.namedlock.LockDeadlockException;
import io.namedlock.LockEvent;
import io.namedlock.LockInterruptedException;
import io.namedlock.LockRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an observation tells, and whose scopes are left alone.
 */
class LockObservationsTests {

	private final TestObservationRegistry observations = TestObservationRegistry.create();

	private final LockObservations listener = new LockObservations(this.observations);

	private final LockRequest request = LockRequest.of("order:4711").withTemplate("order:<#id>");

	@ParameterizedTest
	@MethodSource
	void tellsHowItEnded(@Nullable Throwable failure, String outcome) {
		this.listener.onEvent(new LockEvent.Requested(this.request));
		this.listener.onEvent(new LockEvent.Refused(this.request, Duration.ofSeconds(1), failure));
		TestObservationRegistryAssert.assertThat(this.observations)
			.hasSingleObservationThat()
			.hasLowCardinalityKeyValue("outcome", outcome)
			.hasBeenStopped();
		assertThat(this.observations.getCurrentObservationScope()).isNull();
	}

	static Stream<Arguments> tellsHowItEnded() {
		return Stream.of(Arguments.of(null, "timeout"), Arguments.of(new LockDeadlockException("a", "b"), "deadlock"),
				Arguments.of(new LockInterruptedException("a", "b", new InterruptedException()), "interrupted"),
				Arguments.of(new InterruptedException(), "interrupted"),
				Arguments.of(new LockBackendException("a", "b", null), "failed"),
				Arguments.of(new IllegalStateException(), "failed"));
	}

	@Test
	void hasTheTemplateTheModeAndTheOutcomeAndNoName() {
		LockRequest shared = this.request.shared();
		this.listener.onEvent(new LockEvent.Requested(shared));
		this.listener.onEvent(new LockEvent.Acquired(shared, Duration.ofSeconds(1), false));
		TestObservationRegistryAssert.assertThat(this.observations)
			.hasSingleObservationThat()
			.hasOnlyKeys("template", "mode", "outcome")
			.hasLowCardinalityKeyValue("template", "order:<#id>")
			.hasLowCardinalityKeyValue("mode", "shared")
			.hasLowCardinalityKeyValue("outcome", "acquired")
			.hasContextualNameEqualTo("acquire lock order:<#id>");
	}

	@Test
	void leavesAloneWhatOthersObserve() {
		Observation others = Observation.start("others", this.observations);
		try (Observation.Scope scope = others.openScope()) {
			this.listener.onEvent(new LockEvent.Acquired(this.request, Duration.ofSeconds(1), false));
			assertThat(this.observations.getCurrentObservationScope()).isSameAs(scope);
		}
		others.stop();
	}

	@Test
	void leavesAloneAnotherRequest() {
		LockRequest outer = LockRequest.of("outer");
		this.listener.onEvent(new LockEvent.Requested(outer));
		Observation.Scope scope = this.observations.getCurrentObservationScope();
		this.listener.onEvent(new LockEvent.Acquired(this.request, Duration.ofSeconds(1), false));
		assertThat(this.observations.getCurrentObservationScope()).isNotNull().isSameAs(scope);
		this.listener.onEvent(new LockEvent.Acquired(outer, Duration.ofSeconds(1), false));
		assertThat(this.observations.getCurrentObservationScope()).isNull();
	}

}
