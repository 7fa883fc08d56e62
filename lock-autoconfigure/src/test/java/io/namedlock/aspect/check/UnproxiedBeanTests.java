package io.namedlock.aspect.check;

import java.util.Map;

import io.namedlock.LockConfigurationException;
import io.namedlock.annotation.NamedLock;
import io.namedlock.test.LockedContext;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.Test;
import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.PriorityOrdered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for beans to which Spring gives no proxy, or would give it late.
 */
class UnproxiedBeanTests {

	@Test
	void refusesWhatSpringTakesForItsOwn() {
		refuses(Infrastructure.class);
	}

	@Test
	void refusesWhatAFactoryBeanMadeTooEarly() {
		refuses(EarlyProduct.class);
	}

	@Test
	void locksWhatAnotherAdvisorNeeds() {
		try (LockedContext context = LockedContext.of(AdvisorOfAll.class)) {
			assertThat(context.get(Work.class).isLocked(context)).isTrue();
		}
	}

	@Test
	void refusesAnnotatedBeansOfAParentWithoutLocks() {
		try (GenericApplicationContext parent = new GenericApplicationContext()) {
			parent.registerBean("above", Work.class);
			parent.refresh();
			LockedContext child = LockedContext.prepare(Map.of());
			child.context().setParent(parent);
			assertThatExceptionOfType(LockConfigurationException.class).isThrownBy(child.context()::refresh)
				.withMessageContaining("'above'")
				.withMessageContaining("parent context without named locks");
		}
	}

	@Test
	void locksInParentAndChild() {
		try (LockedContext parent = LockedContext.of(Work.class)) {
			LockedContext child = LockedContext.prepare(Map.of());
			child.context().setParent(parent.context());
			child.context().refresh();
			try (child) {
				assertThat(child.get(Work.class).isLocked(parent)).isTrue();
			}
		}
	}

	private static void refuses(Class<?> bean) {
		assertThatException().isThrownBy(() -> LockedContext.of(bean))
			.extracting(NestedExceptionUtils::getMostSpecificCause)
			.isInstanceOf(LockConfigurationException.class)
			.asString()
			.contains("no proxy that takes the lock");
	}

	static class Work {

		@NamedLock("work")
		public boolean isLocked(LockedContext context) {
			return !context.isFree("work");
		}

	}

	static class Infrastructure extends Work implements AopInfrastructureBean {

	}

	record Needy(Object early) implements BeanPostProcessor, PriorityOrdered {

		@Override
		public int getOrder() {
			return HIGHEST_PRECEDENCE;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class EarlyProduct {

		@Bean
		static FactoryBean<Work> work() {
			return new WorkFactory();
		}

		@Bean
		static Needy needy(Work work) {
			return new Needy(work);
		}

	}

	static class WorkFactory implements FactoryBean<Work> {

		@Override
		public Work getObject() {
			return new Work();
		}

		@Override
		public Class<?> getObjectType() {
			return Work.class;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class AdvisorOfAll {

		@Bean
		static Work work() {
			return new Work();
		}

		@Bean
		static DefaultPointcutAdvisor advisorOfAll(Work work) {
			return new DefaultPointcutAdvisor((MethodInterceptor) (invocation) -> invocation.proceed());
		}

	}

}
