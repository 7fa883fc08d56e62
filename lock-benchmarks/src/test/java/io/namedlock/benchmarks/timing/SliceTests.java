package io.namedlock.benchmarks.timing;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

import io.namedlock.benchmarks.contender.Contender;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Slice}.
 */
class SliceTests {

	private final ReentrantLock lock = new ReentrantLock();

	private final Owners owners = new Owners(SharedMemory.ofThisJvm(1));

	@Test
	void countsWhatALockDoes() throws Exception {
		SliceResult result = run(new StubContender(() -> {
			this.lock.lock();
			return this.lock::unlock;
		}));
		assertThat(result.pairs()).hasSize(4);
		assertThat(result.total()).isPositive();
		assertThat(result.latencies().micros(50)).isPositive();
	}

	@Test
	void refusesToMeasureALockThatSomebodyElseHolds() {
		this.owners.acquired(0, 99);
		assertThatExceptionOfType(BrokenLockException.class)
			.isThrownBy(() -> run(new StubContender(() -> this.lock::toString)));
	}

	@Test
	void passesOnTheFailureOfAThread() {
		Contender failing = new StubContender(() -> {
			throw new IllegalArgumentException("refused");
		});
		assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> run(failing)).withMessage("refused");
	}

	private SliceResult run(Contender contender) throws Exception {
		Course course = Course.oneName("name", 4);
		return new Slice(contender, course, course.names(), this.owners, 1, Duration.ofMillis(50).toNanos())
			.run(Threads.platform());
	}

}
