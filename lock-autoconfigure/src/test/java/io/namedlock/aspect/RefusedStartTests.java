package io.namedlock.aspect;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;

import io.namedlock.LockConfigurationException;
import io.namedlock.LockMode;
import io.namedlock.annotation.NamedLock;
import io.namedlock.aspect.elsewhere.HiddenMethod;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import kotlin.coroutines.Continuation;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.reactivestreams.Publisher;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.context.request.async.WebAsyncTask;

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
		Class<?> type = Class.forName(RefusedStartTests.class.getName() + "$" + bean);
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
			BeanDefinition late = new RootBeanDefinition(PrivateMethod.class);
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

	static class PrivateMethod implements Runnable {

		@Override
		public void run() {
			locked();
		}

		@NamedLock("a")
		private void locked() {
		}

	}

	static class StaticMethod {

		@NamedLock("a")
		public static void run() {
		}

	}

	static class FinalMethod {

		@NamedLock("a")
		public final void run() {
		}

	}

	@NamedLock("a")
	static class FinalInClass {

		public final void run() {
		}

	}

	static final class FinalClass {

		@NamedLock("a")
		public void run() {
		}

	}

	static class InheritingHidden extends HiddenMethod {

	}

	static class Constructed {

		@PostConstruct
		@NamedLock("a")
		public void init() {
		}

	}

	static class Destroyed {

		@PreDestroy
		@NamedLock("a")
		public void stop() {
		}

	}

	static class Initializing implements InitializingBean {

		@Override
		@NamedLock("a")
		public void afterPropertiesSet() {
		}

	}

	static class Unknown {

		@NamedLock("<#other>")
		public void run(int id) {
		}

	}

	static class Reactive {

		@NamedLock("a")
		public Publisher<String> run() {
			throw new IllegalStateException("never called");
		}

	}

	static class Flowing {

		@NamedLock("a")
		public Flow.Publisher<String> run() {
			throw new IllegalStateException("never called");
		}

	}

	static class Called {

		@NamedLock("a")
		public Callable<String> run() {
			throw new IllegalStateException("never called");
		}

	}

	static class Promised {

		@NamedLock("a")
		public Future<String> run() {
			throw new IllegalStateException("never called");
		}

	}

	static class Deferred {

		@NamedLock("a")
		public DeferredResult<String> run() {
			throw new IllegalStateException("never called");
		}

	}

	static class AsyncTask {

		@NamedLock("a")
		public WebAsyncTask<String> run() {
			throw new IllegalStateException("never called");
		}

	}

	static class Suspended {

		@NamedLock("a")
		public Object run(int id, Continuation<? super String> continuation) {
			throw new IllegalStateException("never called");
		}

	}

	static class Shared {

		@NamedLock(name = "a", mode = LockMode.SHARED)
		public void run() {
		}

	}

	static class SharedAndFenced {

		@NamedLock(name = "a", mode = LockMode.SHARED, fenced = true)
		public void run() {
		}

	}

	static class NotExposed implements Comparable<String> {

		@NamedLock("a")
		public void run() {
		}

		@Override
		public int compareTo(String other) {
			return 0;
		}

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
			return new PrivateMethod();
		}

	}

	static class Fine {

		@NamedLock("a")
		public void run() {
		}

	}

}
