package io.namedlock.aspect.check;

import java.util.Map;

import io.namedlock.annotation.NamedLock;
import io.namedlock.test.LockedContext;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.context.support.SimpleThreadScope;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for applications that start although their beans are unusual, and whose methods
 * are locked nevertheless.
 */
class AcceptedStartTests {

	@Test
	void locksThroughProxiesOfInterfaces() {
		try (LockedContext context = LockedContext.of(Map.of("spring.aop.proxy-target-class", false),
				FinalOrders.class)) {
			Orders orders = context.get(Orders.class);
			assertThat(AopUtils.isJdkDynamicProxy(orders)).isTrue();
			assertThat(orders.isLocked(context)).isTrue();
		}
	}

	@Test
	void locksScopedBeansBehindTheirProxy() {
		LockedContext context = LockedContext.prepare(Map.of(), ScopedOrders.class);
		context.context().getBeanFactory().registerScope("thread", new SimpleThreadScope());
		context.context().refresh();
		try (context) {
			assertThat(context.get(Orders.class).isLocked(context)).isTrue();
		}
	}

	@Test
	void locksBeansThatNeedEachOther() {
		LockedContext context = LockedContext.prepare(Map.of(), Chicken.class, Egg.class);
		((DefaultListableBeanFactory) context.context().getBeanFactory()).setAllowCircularReferences(true);
		context.context().refresh();
		try (context) {
			assertThat(context.get(Chicken.class).isLocked(context)).isTrue();
			assertThat(context.get(Egg.class).isLocked(context)).isTrue();
			assertThat(AopUtils.isAopProxy(context.get(Egg.class).chicken())).isTrue();
		}
	}

	@Test
	void locksPrototypesAndLazyBeans() {
		try (LockedContext context = LockedContext.of(PrototypeOrders.class, LazyOrders.class)) {
			assertThat(context.get(PrototypeOrders.class).isLocked(context)).isTrue();
			assertThat(context.get(LazyOrders.class).isLocked(context)).isTrue();
		}
	}

	@Test
	void locksWhatAFactoryBeanMakesAndLambdas() {
		try (LockedContext context = LockedContext.of(OrdersFactory.class, Lambdas.class)) {
			assertThat(context.context().getBean("acceptedStartTests.OrdersFactory", Orders.class).isLocked(context))
				.isTrue();
			assertThat(context.context().getBean("lambda", Orders.class).isLocked(context)).isTrue();
		}
	}

	@Test
	void acceptsMocksThatWereRegisteredByHand() {
		LockedContext context = LockedContext.prepare(Map.of());
		PlainOrders mock = Mockito.mock(PlainOrders.class);
		context.context().getBeanFactory().registerSingleton("orders", mock);
		context.context().refresh();
		try (context) {
			assertThat(context.get(PlainOrders.class)).isSameAs(mock);
		}
	}

	@Test
	void createsTheRegistryNotBeforeItIsNeeded() {
		LockedContext context = LockedContext.prepare(Map.of(), PlainOrders.class);
		context.context().addBeanFactoryPostProcessor((beanFactory) -> {
			beanFactory.getBeanDefinition("namedLockRegistry").setLazyInit(true);
			beanFactory.getBeanDefinition("lockBackend").setLazyInit(true);
		});
		context.context().refresh();
		try (context) {
			assertThat(context.context().getBeanFactory().containsSingleton("namedLockRegistry")).isFalse();
			assertThat(context.get(PlainOrders.class).isLocked(context)).isTrue();
		}
	}

	interface Orders {

		@NamedLock("order")
		default boolean isLocked(LockedContext context) {
			return !context.isFree("order");
		}

	}

	static class PlainOrders implements Orders {

	}

	static final class FinalOrders implements Orders {

	}

	@Scope(scopeName = "thread", proxyMode = ScopedProxyMode.TARGET_CLASS)
	static class ScopedOrders implements Orders {

	}

	@Scope("prototype")
	static class PrototypeOrders implements Orders {

	}

	@Lazy
	static class LazyOrders implements Orders {

	}

	static class Chicken implements Orders {

		@Autowired
		private Egg egg;

		Egg egg() {
			return this.egg;
		}

	}

	static class Egg implements Orders {

		@Autowired
		private Chicken chicken;

		Chicken chicken() {
			return this.chicken;
		}

	}

	static class OrdersFactory implements FactoryBean<Orders> {

		@Override
		public Orders getObject() {
			return new PlainOrders();
		}

		@Override
		public Class<?> getObjectType() {
			return Orders.class;
		}

	}

	@FunctionalInterface
	interface LambdaOrders extends Orders {

		void run();

	}

	static class Lambdas {

		@Bean
		LambdaOrders lambda() {
			return () -> {
			};
		}

	}

}
