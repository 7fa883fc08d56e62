package io.namedlock.aspect.check;

import io.namedlock.LockRegistry;
import io.namedlock.annotation.NamedLock;
import io.namedlock.test.NamedLockTestConfiguration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.bean.override.convention.TestBean;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;

/**
 * Tests that the beans a test puts in the place of annotated ones raise no alarm.
 */
@SpringJUnitConfig({ NamedLockTestConfiguration.class, BeanOverrideTests.Spied.class })
@MockitoBean(types = BeanOverrideTests.MockedByType.class)
class BeanOverrideTests {

	@MockitoBean
	private Mocked mocked;

	@Autowired
	private MockedByType mockedByType;

	@TestBean
	private Replaced replaced;

	@MockitoSpyBean
	private Spied spied;

	@Autowired
	private LockRegistry registry;

	static Replaced replaced() {
		return new Replaced() {

			@Override
			public boolean isLocked(LockRegistry registry) {
				return true;
			}

		};
	}

	@Test
	void acceptsMocks() {
		given(this.mocked.isLocked(this.registry)).willReturn(true);
		assertThat(this.mocked.isLocked(this.registry)).isTrue();
		assertThat(this.mockedByType.isLocked(this.registry)).isFalse();
	}

	@Test
	void acceptsDoublesOfATestsOwn() {
		assertThat(this.replaced.isLocked(this.registry)).isTrue();
	}

	@Test
	void locksSpies() {
		assertThat(this.spied.isLocked(this.registry)).isTrue();
		assertThat(this.registry.status("order").isFree()).isTrue();
	}

	static class Mocked extends Orders {

	}

	static class MockedByType extends Orders {

	}

	static class Replaced extends Orders {

	}

	static class Spied extends Orders {

	}

	static class Orders {

		@NamedLock("order")
		public boolean isLocked(LockRegistry registry) {
			return !registry.status("order").isFree();
		}

	}

}
