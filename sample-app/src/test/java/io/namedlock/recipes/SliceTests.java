package io.namedlock.recipes;

import io.namedlock.LockConfigurationException;
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
import org.springframework.test.context.TestContextManager;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * A slice of an application, which has locks only if it is told so. If not, it refuses a
 * locked bean and starts without one.
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

	@Test
	void refusesALockedBeanWithoutLocks() {
		assertThatException().isThrownBy(() -> start(new Unlocked()))
			.havingRootCause()
			.isInstanceOf(LockConfigurationException.class)
			.withMessageContaining("Work.run()")
			.withMessageContaining("@ImportAutoConfiguration(NamedLockAutoConfiguration.class)");
	}

	@Test
	void startsWithAMockOfALockedBean() {
		assertThatNoException().isThrownBy(() -> start(new Mocked()));
	}

	@Test
	void startsWithoutALockedBean() {
		assertThatNoException().isThrownBy(() -> start(new Plain()));
	}

	private static void start(Object test) throws Exception {
		new TestContextManager(test.getClass()).prepareTestInstance(test);
	}

	@WebMvcTest
	@ContextConfiguration(classes = Work.class)
	static class Unlocked {

	}

	@WebMvcTest
	@ContextConfiguration(classes = Work.class)
	static class Mocked {

		@MockitoBean
		private Work work;

	}

	@WebMvcTest
	@ContextConfiguration(classes = Plain.class)
	static class Plain {

	}

	@Component
	static class Work {

		@NamedLock("work")
		public void run() {
		}

	}

}
