package io.namedlock.recipes;

import io.namedlock.LockHandle;
import io.namedlock.LockNotAcquiredException;
import io.namedlock.LockRegistry;
import io.namedlock.annotation.NamedLock;
import io.namedlock.autoconfigure.NamedLockAutoConfiguration;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.stereotype.Component;
import org.springframework.test.context.ContextConfiguration;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A slice of an application, which has locks only if it is told so.
 */
@WebMvcTest(properties = { "named-lock.backend=memory", "named-lock.wait-time=0s" })
@ContextConfiguration(classes = SliceTests.Work.class)
@ImportAutoConfiguration(NamedLockAutoConfiguration.class)
class SliceTests {

	@Autowired
	private LockRegistry locks;

	@Autowired
	private Work work;

	@Test
	void runsNoLockedMethodWithoutItsLock() {
		LockHandle somebodyElse = this.locks.acquire("work").detach();
		try (somebodyElse) {
			assertThatExceptionOfType(LockNotAcquiredException.class).isThrownBy(this.work::run);
		}
	}

	@Component
	static class Work {

		@NamedLock("work")
		public void run() {
		}

	}

}
