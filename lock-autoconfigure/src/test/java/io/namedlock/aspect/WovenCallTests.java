package io.namedlock.aspect;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.Map;

import io.namedlock.LockConfigurationException;
import io.namedlock.annotation.NamedLock;
import io.namedlock.test.LockedContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.springframework.aop.support.AopUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for woven methods. They run in a JVM that has AspectJ's weaver as its agent.
 */
@EnabledIfSystemProperty(named = "named-lock.woven", matches = "true")
class WovenCallTests {

	@Test
	void locksCallsThatNoProxySees() {
		try (LockedContext context = LockedContext.of(Orders.class)) {
			Orders orders = context.get(Orders.class);
			assertThat(orders.callsOnThis(context)).isEqualTo("own true, private true, final true, static true");
			assertThat(context.isFree("order")).isTrue();
		}
	}

	@Test
	void locksObjectsThatAreNoBeans() {
		try (LockedContext context = LockedContext.of()) {
			assertThat(new Orders().own(context)).isTrue();
			assertThat(new FinalOrders().run(context)).isTrue();
		}
	}

	@Test
	void locksTheMethodsOfAnnotatedClassesAndOfTheirSubclasses() {
		try (LockedContext context = LockedContext.of()) {
			assertThat(new Annotated().run(context)).isTrue();
			assertThat(new Subclass().run(context)).isTrue();
			assertThat(new Subclass().added(context)).isTrue();
			assertThat(new Subclass().internal(context)).isFalse();
			assertThat(new MetaAnnotated().run(context)).isTrue();
		}
	}

	@Test
	void locksThroughMetaAnnotationsOfTwoLevels() {
		try (LockedContext context = LockedContext.of()) {
			assertThat(new Meta().once(context)).isTrue();
			assertThat(new Meta().twice(context)).isTrue();
			assertThat(new Meta().repeated(context)).isTrue();
		}
	}

	@Test
	void readsTheNamesOfParameters() {
		try (LockedContext context = LockedContext.of()) {
			assertThat(new Orders().named(42, context)).isTrue();
		}
	}

	@Test
	void refusesCallsWhileThereIsNoRegistry() {
		LockedContext context = LockedContext.of();
		context.close();
		assertThatExceptionOfType(LockConfigurationException.class).isThrownBy(() -> new Orders().own(context))
			.withMessageContaining("Orders.own(LockedContext)")
			.withMessageContaining("no application");
	}

	@Test
	void takesTheLockOfTheContextThatOwnsTheBean() {
		try (LockedContext first = LockedContext.of(Orders.class);
				LockedContext second = LockedContext.of(Orders.class)) {
			assertThat(first.get(Orders.class).callOnThis(first)).isTrue();
			assertThat(second.get(Orders.class).callOnThis(second)).isTrue();
			assertThat(second.get(Orders.class).callOnThis(first)).isFalse();
		}
	}

	@Test
	void refusesObjectsThatAreNoBeansWhileItIsUnclearWhoseLockToTake() {
		try (LockedContext first = LockedContext.of(); LockedContext second = LockedContext.of()) {
			assertThat(second).isNotSameAs(first);
			assertThatExceptionOfType(LockConfigurationException.class).isThrownBy(() -> new Orders().own(first))
				.withMessageContaining("2 applications");
		}
	}

	@Test
	void acceptsFinalClassesThatAreWoven() {
		try (LockedContext context = LockedContext.of(Map.of("spring.aop.proxy-target-class", false),
				FinalOrders.class)) {
			Orderly orders = context.get(Orderly.class);
			assertThat(AopUtils.isJdkDynamicProxy(orders)).isTrue();
			assertThat(orders.run(context)).isTrue();
		}
	}

	static class Orders {

		String callsOnThis(LockedContext context) {
			return "own " + own(context) + ", private " + hidden(context) + ", final " + last(context) + ", static "
					+ shared(context);
		}

		boolean callOnThis(LockedContext context) {
			return own(context);
		}

		@NamedLock("order")
		public boolean own(LockedContext context) {
			return !context.isFree("order");
		}

		@NamedLock("order")
		private boolean hidden(LockedContext context) {
			return !context.isFree("order");
		}

		@NamedLock("order")
		final boolean last(LockedContext context) {
			return !context.isFree("order");
		}

		@NamedLock("order")
		static boolean shared(LockedContext context) {
			return !context.isFree("order");
		}

		@NamedLock("order:<#id>")
		boolean named(int id, LockedContext context) {
			return !context.isFree("order:42");
		}

	}

	interface Orderly {

		boolean run(LockedContext context);

	}

	static final class FinalOrders implements Orderly {

		@Override
		@NamedLock("order")
		public boolean run(LockedContext context) {
			return !context.isFree("order");
		}

	}

	@NamedLock("order")
	static class Annotated {

		public boolean run(LockedContext context) {
			return !context.isFree("order");
		}

		boolean internal(LockedContext context) {
			return !context.isFree("order");
		}

	}

	@NightlyLock
	static class MetaAnnotated {

		public boolean run(LockedContext context) {
			return !context.isFree("order");
		}

	}

	static class Subclass extends Annotated {

		public boolean added(LockedContext context) {
			return !context.isFree("order");
		}

	}

	@Retention(RetentionPolicy.RUNTIME)
	@NamedLock("order")
	@interface OrderLock {

	}

	@Retention(RetentionPolicy.RUNTIME)
	@OrderLock
	@interface NightlyLock {

	}

	static class Meta {

		@OrderLock
		boolean once(LockedContext context) {
			return !context.isFree("order");
		}

		@NightlyLock
		boolean twice(LockedContext context) {
			return !context.isFree("order");
		}

		@NamedLock("order")
		@NamedLock("stock")
		boolean repeated(LockedContext context) {
			return !context.isFree("order") && !context.isFree("stock");
		}

	}

}
