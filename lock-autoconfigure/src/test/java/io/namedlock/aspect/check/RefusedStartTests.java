package io.namedlock.aspect.check;

import java.util.Map;

import io.namedlock.LockConfigurationException;
import io.namedlock.annotation.NamedLock;
import io.namedlock.test.LockedContext;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Tests for applications that do not start because a method would run without its lock.
 */
class RefusedStartTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			PrivateMethod     | PrivateMethod.locked() carries @NamedLock but is private        | public instance
			StaticMethod      | StaticMethod.run() carries @NamedLock but is static          | public instance
			FinalMethod       | FinalMethod.run() carries @NamedLock but is final            | not final
			FinalInClass      | FinalInClass.run() carries @NamedLock but is final           | not final
			FinalClass        | a method of the final class                                  | not final
			InheritingHidden  | package-private in another package than its bean             | Make it public
			Constructed       | Constructed.init() carries @NamedLock but is a callback      | another bean
			Destroyed         | Destroyed.stop() carries @NamedLock but is a callback        | another bean
			Initializing      | Initializing.afterPropertiesSet() carries @NamedLock but is  | another bean
			Unknown           | has the unknown variable #other                              | Known here
			Reactive          | Reactive.run() carries @NamedLock and returns org.reactivestr | CompletionStage
			Flowing           | and returns java.util.concurrent.Flow$Publisher              | CompletionStage
			Called            | and returns java.util.concurrent.Callable                    | CompletionStage
			Promised          | and returns java.util.concurrent.Future                      | CompletionStage
			Deferred          | and returns org.springframework.web.context.request.async.De | CompletionStage
			AsyncTask         | and returns org.springframework.web.context.request.async.We | CompletionStage
			Suspended         | is a suspend function                                        | CompletionStage
			Shared            | Shared.run() has mode = SHARED                               | EXCLUSIVE
			SharedAndFenced   | SharedAndFenced.run() is both shared and fenced              | fenced
			NotExposed        | NotExposed.run() carries @NamedLock but is in no interface   | proxy-target-class
			""")
	void refusesWithReasonAndRemedy(String bean, String reason, String remedy) throws Exception {
		Map<String, Object> properties = Map.of("spring.aop.proxy-target-class", !bean.equals("NotExposed"));
		Class<?> type = Class.forName(RefusedBeans.class.getName() + "$" + bean);
		assertRefused(() -> LockedContext.of(properties, type)).hasMessageContaining(reason)
			.hasMessageContaining(remedy);
	}

	@Test
	void refusesLazyBeansAtTheStart() {
		assertRefused(() -> LockedContext.of(LazyBean.class))
			.hasMessageContaining("LazyBean.run() carries @NamedLock but is private");
		assertThat(LazyBean.created).isFalse();
	}

	@Test
	void refusesPrototypesAtTheStart() {
		assertRefused(() -> LockedContext.of(PrototypeBean.class))
			.hasMessageContaining("PrototypeBean.run() carries @NamedLock but is static");
	}

	@Test
	void refusesWhatADeclaredTypeHidesWhenTheBeanIsMade() {
		try (LockedContext context = LockedContext.of(Hiding.class)) {
			assertRefused(() -> context.context().getBean("hidden"))
				.hasMessageContaining("PrivateMethod.locked() carries @NamedLock but is private");
		}
	}

	@Test
	void refusesAnInitMethodOfABeanDefinition() {
		assertRefused(() -> LockedContext.of(WithInitMethod.class))
			.hasMessageContaining("Fine.run() carries @NamedLock but is an init or destroy method of bean 'fine'")
			.hasMessageContaining("another bean");
	}

	@Test
	void refusesABeanThatWasRegisteredByHand() {
		LockedContext context = LockedContext.prepare(Map.of());
		context.context().getBeanFactory().registerSingleton("byHand", new Fine());
		assertRefused(() -> context.context().refresh()).hasMessageContaining("The bean 'byHand' has")
			.hasMessageContaining("Fine.run()")
			.hasMessageContaining("by hand");
	}

	@Test
	void refusesABeanThatWasMadeBeforeItsProxyCouldBe() {
		LockedContext context = LockedContext.prepare(Map.of(), Fine.class);
		context.context().addBeanFactoryPostProcessor((beanFactory) -> beanFactory.getBean(Fine.class));
		assertRefused(() -> context.context().refresh()).hasMessageContaining("Fine.run()")
			.hasMessageContaining("no proxy");
	}

	@Test
	void refusesABeanDefinedAfterTheStart() {
		try (LockedContext context = LockedContext.of()) {
			BeanDefinition late = new RootBeanDefinition(RefusedBeans.PrivateMethod.class);
			context.context().registerBeanDefinition("late", late);
			assertRefused(() -> context.context().getBean("late"))
				.hasMessageContaining("PrivateMethod.locked() carries @NamedLock but is private");
		}
	}

	private static AbstractThrowableAssert<?, ?> assertRefused(ThrowingCallable start) {
		Throwable thrown = catchThrowable(start);
		while (thrown != null && !(thrown instanceof LockConfigurationException)) {
			thrown = thrown.getCause();
		}
		return assertThat(thrown).isNotNull();
	}

	@Lazy
	static class LazyBean {

		static boolean created;

		LazyBean() {
			created = true;
		}

		@NamedLock("a")
		private void run() {
		}

	}

	@Scope("prototype")
	static class PrototypeBean {

		@NamedLock("a")
		static void run() {
		}

	}

	static class WithInitMethod {

		@Bean(initMethod = "run")
		Fine fine() {
			return new Fine();
		}

	}

	static class Hiding {

		@Bean
		@Lazy
		Runnable hidden() {
			return new RefusedBeans.PrivateMethod();
		}

	}

	static class Fine {

		@NamedLock("a")
		public void run() {
		}

	}

}
