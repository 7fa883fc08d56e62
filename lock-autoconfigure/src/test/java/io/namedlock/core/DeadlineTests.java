package io.namedlock.core;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class DeadlineTests {

	private static final Duration CENTURY = Duration.ofDays(36_500);

	@ParameterizedTest
	@ValueSource(longs = { Long.MIN_VALUE, -1, 0, 1, 1_000_000, Long.MAX_VALUE / 2, Long.MAX_VALUE })
	void hasNoMoreLeftThanWasGiven(long nanos) {
		assertThat(Deadline.afterNanos(nanos).remainingNanos()).isBetween(0L, Math.max(0, nanos));
	}

	@Test
	void zeroAndLessIsNow() {
		assertThat(Deadline.after(Duration.ZERO).hasPassed()).isTrue();
		assertThat(Deadline.after(Duration.ofSeconds(Long.MIN_VALUE)).hasPassed()).isTrue();
		assertThat(Deadline.afterNanos(Long.MIN_VALUE).hasPassed()).isTrue();
	}

	@Test
	void theLongestTimesAreFarAhead() {
		assertThat(Deadline.never().remainingNanos()).isGreaterThan(CENTURY.toNanos());
		assertThat(Deadline.after(Duration.ofSeconds(Long.MAX_VALUE)).remainingNanos())
			.isGreaterThan(CENTURY.toNanos());
		assertThat(Deadline.afterNanos(Long.MAX_VALUE).remainingNanos()).isGreaterThan(CENTURY.toNanos());
	}

	@Test
	void passesAfterItsTime() {
		long start = System.nanoTime();
		Deadline deadline = Deadline.after(Duration.ofMillis(5));
		while (!deadline.hasPassed()) {
			Thread.onSpinWait();
		}
		assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(5_000_000);
		assertThat(deadline.elapsedNanos()).isGreaterThanOrEqualTo(5_000_000);
		assertThat(deadline.remainingNanos()).isZero();
	}

}
