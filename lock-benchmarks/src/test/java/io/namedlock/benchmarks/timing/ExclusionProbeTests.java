package io.namedlock.benchmarks.timing;

import java.util.concurrent.locks.ReentrantLock;

import io.namedlock.benchmarks.contender.Contender;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link ExclusionProbe}.
 */
class ExclusionProbeTests {

	@Test
	void letsALockPass() {
		ReentrantLock lock = new ReentrantLock();
		Contender excluding = new StubContender(() -> {
			lock.lock();
			return lock::unlock;
		});
		assertThatNoException().isThrownBy(() -> new ExclusionProbe(excluding, "name").run());
	}

	@Test
	void refusesALockThatExcludesNobody() {
		Contender broken = new StubContender(() -> Thread::yield);
		assertThatExceptionOfType(BrokenLockException.class).isThrownBy(() -> new ExclusionProbe(broken, "name").run());
	}

}
