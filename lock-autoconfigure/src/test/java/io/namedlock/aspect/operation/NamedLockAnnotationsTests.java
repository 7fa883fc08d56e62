package io.namedlock.aspect.operation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Duration;

import io.namedlock.annotation.NamedLock;
import org.junit.jupiter.api.Test;
import org.springframework.core.annotation.AliasFor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for where {@link NamedLockAnnotations} finds an annotation.
 */
class NamedLockAnnotationsTests {

	private final Operations operations = new Operations();

	@Test
	void findsItOnAMethod() {
		assertThat(this.operations.name(new OnMethod(), "run", 1)).isEqualTo("method:1");
	}

	@Test
	void findsItOnAClassForPublicMethodsOnly() {
		assertThat(this.operations.name(new OnClass(), "run", 1)).isEqualTo("class:run");
		assertThat(this.operations.has(OnClass.class, "inner")).isFalse();
		assertThat(this.operations.has(OnClass.class, "helper")).isFalse();
		assertThat(this.operations.has(OnClass.class, "toString")).isFalse();
	}

	@Test
	void prefersTheMethodToTheClass() {
		assertThat(this.operations.name(new OnClass(), "own")).isEqualTo("own");
	}

	@Test
	void countsForInheritedMethodsAndForSubclasses() {
		assertThat(this.operations.name(new AnnotatedChild(), "plain")).isEqualTo("child:plain");
		assertThat(this.operations.name(new PlainChild(), "run", 1)).isEqualTo("class:run");
		assertThat(this.operations.name(new PlainChild(), "added")).isEqualTo("class:added");
	}

	@Test
	void findsItOnAnOverriddenMethod() {
		assertThat(this.operations.name(new Overriding(), "run", 1)).isEqualTo("method:1");
	}

	@Test
	void findsItOnAnInterfacesMethodWithTheNamesUsedThere() {
		assertThat(this.operations.name(new Implementing(), "pay", 3L)).isEqualTo("pay:3");
		assertThat(this.operations.name(new Implementing(), "refund", 3L)).isEqualTo("refund:3");
	}

	@Test
	void findsItOnAnInterfaceForItsMethodsOnly() {
		assertThat(this.operations.name(new OfInterface(), "declared")).isEqualTo("interface:declared");
		assertThat(this.operations.name(new OfInterface(), "inDefault")).isEqualTo("interface:inDefault");
		assertThat(this.operations.has(OfInterface.class, "extra")).isFalse();
	}

	@Test
	void findsMetaAnnotationsOfAnyDepth() {
		assertThat(this.operations.name(new Meta(), "once", 1)).isEqualTo("order:1");
		assertThat(this.operations.name(new Meta(), "twice", 1)).isEqualTo("nightly:order:1");
		assertThat(this.operations.of(Meta.class, "once").attributes().waitTime()).isEqualTo(Duration.ofSeconds(7));
		assertThat(this.operations.of(Meta.class, "twice").attributes().waitTime()).isEqualTo(Duration.ofSeconds(2));
	}

	@Test
	void takesRepeatedAnnotationsTogether() {
		assertThat(this.operations.name(new Repeated(), "both", 1, 2)).isEqualTo("account:1,account:2");
		assertThat(this.operations.name(new Repeated(), "inherited")).isEqualTo("a,b");
		assertThat(this.operations.name(new Meta(), "pair")).isEqualTo("x,y");
	}

	@Test
	void findsItThroughABridgeMethod() throws NoSuchMethodException {
		assertThat(this.operations.name(new Bridged(), "handle", "x")).isEqualTo("handle:x");
		NamedLockAnnotations annotations = new NamedLockAnnotations();
		assertThat(annotations.of(Bridged.class.getMethod("handle", Object.class), Bridged.class)).hasSize(1);
	}

	static class OnMethod {

		@NamedLock("method:<#p0>")
		public void run(int id) {
		}

	}

	@NamedLock("class:<#root.method.name>")
	static class OnClass {

		public void run(int id) {
		}

		@NamedLock("own")
		public void own() {
		}

		protected void inner() {
		}

		public static void helper() {
		}

		@Override
		public String toString() {
			return "text";
		}

	}

	static class PlainChild extends OnClass {

		public void added() {
		}

	}

	static class PlainParent {

		public void plain() {
		}

	}

	@NamedLock("child:<#root.method.name>")
	static class AnnotatedChild extends PlainParent {

	}

	static class Overriding extends OnMethod {

		@Override
		public void run(int number) {
		}

	}

	interface Payments {

		@NamedLock("pay:<#order>")
		void pay(long order);

		@NamedLock("refund:<#order>")
		void refund(long order);

	}

	static class Implementing implements Payments {

		@Override
		public void pay(long id) {
		}

		@Override
		public void refund(long id) {
		}

	}

	@NamedLock("interface:<#root.method.name>")
	interface Annotated {

		void declared();

		default void inDefault() {
		}

	}

	static class OfInterface implements Annotated {

		@Override
		public void declared() {
		}

		@Override
		public void inDefault() {
		}

		public void extra() {
		}

	}

	@Target({ ElementType.METHOD, ElementType.ANNOTATION_TYPE })
	@Retention(RetentionPolicy.RUNTIME)
	@NamedLock(name = "order:<#id>")
	@interface OrderLock {

		@AliasFor(annotation = NamedLock.class, attribute = "waitTime")
		String patience() default "7s";

		@AliasFor(annotation = NamedLock.class, attribute = "name")
		String lockName() default "order:<#id>";

	}

	@Target(ElementType.METHOD)
	@Retention(RetentionPolicy.RUNTIME)
	@OrderLock(lockName = "nightly:order:<#id>", patience = "2s")
	@interface NightlyOrderLock {

	}

	@Target(ElementType.METHOD)
	@Retention(RetentionPolicy.RUNTIME)
	@NamedLock("x")
	@NamedLock("y")
	@interface PairLock {

	}

	static class Meta {

		@OrderLock
		void once(int id) {
		}

		@NightlyOrderLock
		void twice(int id) {
		}

		@PairLock
		void pair() {
		}

	}

	@NamedLock("a")
	@NamedLock("b")
	static class RepeatedParent {

	}

	static class Repeated extends RepeatedParent {

		@NamedLock("account:<#from>")
		@NamedLock("account:<#to>")
		void both(int from, int to) {
		}

		public void inherited() {
		}

	}

	interface Handler<T> {

		void handle(T event);

	}

	static class Bridged implements Handler<String> {

		@Override
		@NamedLock("handle:<#event>")
		public void handle(String event) {
		}

	}

}
