package io.namedlock.jdbc;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SessionClockTests {

	private long nanos = Long.MAX_VALUE - 5;

	private long millis = 1_000_000;

	private final SessionClock clock = new SessionClock(Duration.ofSeconds(25), () -> this.nanos, () -> this.millis);

	@Test
	void isAliveUntilTheSilenceIsTooLong() {
		pass(Duration.ofMillis(24_999));
		assertThat(this.clock.isAlive()).isTrue();
		pass(Duration.ofMillis(1));
		assertThat(this.clock.isAlive()).isFalse();
	}

	@Test
	void countsFromTheSendingOfWhatWasAnswered() {
		pass(Duration.ofSeconds(10));
		SessionClock.Moment sent = this.clock.now();
		pass(Duration.ofSeconds(14));
		this.clock.answered(sent);
		assertThat(this.clock.isOlderThan(sent, Duration.ofSeconds(13))).isTrue();
		assertThat(this.clock.isOlderThan(sent, Duration.ofSeconds(14))).isFalse();
		pass(Duration.ofSeconds(10));
		assertThat(this.clock.isAlive()).isTrue();
		pass(Duration.ofSeconds(1));
		assertThat(this.clock.isAlive()).isFalse();
	}

	@Test
	void countsTheTimeOfASuspendedMachine() {
		this.millis += TimeUnit.SECONDS.toMillis(25);
		assertThat(this.clock.isAlive()).isFalse();
	}

	@Test
	void doesNotFollowAWallClockThatIsPutBack() {
		this.millis -= TimeUnit.HOURS.toMillis(1);
		assertThat(this.clock.isAlive()).isTrue();
		this.nanos += TimeUnit.SECONDS.toNanos(25);
		assertThat(this.clock.isAlive()).isFalse();
	}

	private void pass(Duration time) {
		this.nanos += time.toNanos();
		this.millis += time.toMillis();
	}

}
