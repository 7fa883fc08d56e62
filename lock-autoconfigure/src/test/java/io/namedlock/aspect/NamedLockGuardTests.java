package io.namedlock.aspect;

import io.namedlock.LockConfigurationException;
import io.namedlock.annotation.NamedLock;
import org.junit.jupiter.api.Test;
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
	void acceptsOthers() {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(Guarded.class)) {
			assertThat(context.getBeansOfType(Annotated.class)).isEmpty();
		}
	}

	private static void refuses(Class<?> bean) {
		Throwable thrown = catchThrowable(() -> new AnnotationConfigApplicationContext(Guarded.class, bean));
		assertThat(NestedExceptionUtils.getMostSpecificCause(thrown)).isInstanceOf(LockConfigurationException.class)
			.hasMessageContaining("Annotated.run()")
			.hasMessageContaining("named-lock.enabled is false")
			.hasMessageContaining("named-lock.backend=memory");
	}

	static class Guarded {

		@Bean
		static NamedLockGuard namedLockGuard(ConfigurableListableBeanFactory beanFactory) {
			return new NamedLockGuard(beanFactory);
		}

	}

	static class Annotated {

		@NamedLock("a")
		public void run() {
		}

	}

	@Lazy
	static class LazyAnnotated extends Annotated {

	}

}
