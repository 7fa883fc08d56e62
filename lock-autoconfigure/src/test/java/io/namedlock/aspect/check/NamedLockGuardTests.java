package io.namedlock.aspect.check;

import io.namedlock.LockConfigurationException;
import io.namedlock.annotation.NamedLock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.NestedExceptionUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Tests for {@link NamedLockGuard}.
 */
class NamedLockGuardTests {

	@Test
	void refusesAnnotatedBeans() {
		refuses(Annotated.class);
	}

	@Test
	void refusesAnnotatedBeansThatAreNotMadeYet() {
		refuses(LazyAnnotated.class);
	}

	@Test
	void refusesAnnotatedBeansThatOthersGetBeforeTheyAreReady() {
		refuses(First.class, Second.class);
	}

	@Test
	void acceptsMocks() {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(Guarded.class,
				Mocking.class)) {
			assertThat(Mockito.mockingDetails(context.getBean(Annotated.class)).isMock()).isTrue();
		}
	}

	@Test
	void acceptsOthers() {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(Guarded.class)) {
			assertThat(context.getBeansOfType(Annotated.class)).isEmpty();
		}
	}

	private static void refuses(Class<?>... beans) {
		Throwable thrown = catchThrowable(() -> {
			try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
				context.register(Guarded.class);
				context.register(beans);
				context.refresh();
			}
		});
		assertThat(NestedExceptionUtils.getMostSpecificCause(thrown)).isInstanceOf(LockConfigurationException.class)
			.hasMessageContaining("Annotated.run()")
			.hasMessageContaining("carries @NamedLock, but there are no locks.")
			.hasMessageContaining("Add some.");
	}

	static class Guarded {

		@Bean
		static NamedLockGuard namedLockGuard(ConfigurableListableBeanFactory beanFactory) {
			return new NamedLockGuard(beanFactory, "there are no locks", "Add some.");
		}

	}

	static class Annotated {

		@NamedLock("a")
		public void run() {
		}

	}

	static class First extends Annotated {

		@Autowired
		@Nullable Second second;

	}

	static class Second implements InitializingBean {

		@Autowired
		@Nullable First first;

		@Override
		public void afterPropertiesSet() {
			throw new IllegalStateException("Has got " + this.first);
		}

	}

	static class Mocking {

		@Bean
		Annotated mock() {
			return Mockito.mock();
		}

	}

	@Lazy
	static class LazyAnnotated extends Annotated {

	}

}
