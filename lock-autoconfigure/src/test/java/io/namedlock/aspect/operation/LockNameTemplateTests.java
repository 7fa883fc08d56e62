package io.namedlock.aspect.operation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

import io.namedlock.InvalidLockNameException;
import io.namedlock.annotation.NamedLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for what {@code LockNameTemplate} makes of a call.
 */
class LockNameTemplateTests {

	private final Operations operations = new Operations();

	private final Orders orders = new Orders();

	@Test
	void keepsPlainText() {
		assertThat(name("plain")).isEqualTo("app:nightly #1 [x] {y}");
	}

	@Test
	void readsParametersByNameAndIndex() {
		assertThat(name("byName", 42, "x")).isEqualTo("app:42:42:42:x");
	}

	@Test
	void readsTheCallThroughRoot() {
		assertThat(name("byRoot", 7)).isEqualTo("byRoot:Orders:7:shelf:byRoot");
	}

	@Test
	void readsBeans() {
		assertThat(name("byBean", 7)).isEqualTo("north:7");
	}

	@Test
	void readsPropertiesAndRecordsOfParameters() {
		assertThat(name("byProperty", new Order(5, "a>b"))).isEqualTo("order:5:a>b");
	}

	@Test
	void resolvesPlaceholdersFirst() {
		assertThat(name("byPlaceholder", 5)).isEqualTo("shop:5:none");
	}

	@Test
	void comparesInParenthesesAndByWords() {
		assertThat(name("comparing", 5)).isEqualTo("x:x:x");
		assertThat(name("comparing", 1)).isEqualTo("y:y:y");
	}

	@Test
	void leavesAngleBracketsInQuotesAlone() {
		assertThat(name("quoting", 5)).isEqualTo("a>b<c:it's>5:<5>");
	}

	@Test
	void selectsFromCollectionsAndMaps() {
		assertThat(name("selecting", List.of(1, 4, 5), Map.of("key", "v"))).isEqualTo("[4, 5]:v:4");
	}

	@Test
	void acceptsValuesWithATextOfTheirOwn() {
		UUID id = UUID.randomUUID();
		assertThat(name("any", id)).isEqualTo("any:" + id);
		assertThat(name("any", List.of(1, 2))).isEqualTo("any:[1, 2]");
		assertThat(name("any", Thread.State.NEW)).isEqualTo("any:NEW");
	}

	@ParameterizedTest
	@MethodSource("valuesWithoutText")
	void refusesValuesWithoutATextOfTheirOwn(Object value) {
		assertThatExceptionOfType(InvalidLockNameException.class).isThrownBy(() -> name("any", value))
			.withMessageContaining("any:<#value>")
			.withMessageContaining("Orders.any(Object)");
	}

	static List<Object> valuesWithoutText() {
		return List.of(new Object(), new int[] { 1 }, Optional.of(1), OptionalLong.of(1), " ", "", "\u0000",
				List.of(new Object()), Map.of("a", new int[0]), new Orders());
	}

	@Test
	void refusesArraysOfObjects() {
		Object value = new String[] { "a" };
		assertThatExceptionOfType(InvalidLockNameException.class).isThrownBy(() -> name("any", value))
			.withMessageContaining("java.lang.String[]");
	}

	@Test
	void refusesNull() {
		assertThatExceptionOfType(InvalidLockNameException.class).isThrownBy(() -> name("any", new Object[] { null }))
			.withMessageContaining("<#value> is null")
			.withMessageContaining("Orders.any(Object)");
	}

	@Test
	void keepsTheCauseWhenAnExpressionFails() {
		assertThatExceptionOfType(InvalidLockNameException.class)
			.isThrownBy(() -> name("byProperty", new Object[] { null }))
			.withMessageContaining("<#order.id> cannot be evaluated")
			.withCauseInstanceOf(RuntimeException.class);
	}

	@Test
	void assignsNothing() {
		assertThatExceptionOfType(InvalidLockNameException.class).isThrownBy(() -> name("assigning", 1))
			.withMessageContaining("cannot be evaluated");
	}

	private String name(String method, Object... args) {
		return this.operations.name(this.orders, method, args);
	}

	record Order(long id, String label) {

	}

	static class Orders {

		public final String shelf = "shelf";

		@NamedLock("app:nightly #1 [x] {y}")
		void plain() {
		}

		@NamedLock("app:<#id>:<#p0>:<#a0>:<#p1>")
		void byName(long id, String label) {
		}

		@NamedLock("<#root.method.name>:<#root.targetClass.simpleName>:"
				+ "<#root.args[0]>:<#root.target.shelf>:<method.name>")
		void byRoot(long id) {
		}

		@NamedLock("<@region>:<#id>")
		void byBean(long id) {
		}

		@NamedLock("order:<#order.id>:<#order.label()>")
		void byProperty(Order order) {
		}

		@NamedLock("${app.name}:<#id>:${app.missing:none}")
		void byPlaceholder(long id) {
		}

		@NamedLock("<(#a > 3) ? 'x' : 'y'>:<#a gt 3 ? 'x' : 'y'>:<#a lt 4 ? 'y' : 'x'>")
		void comparing(int a) {
		}

		@NamedLock("<'a>b<c'>:<\"it's>\" + #a>:<'<' + #a + '>'>")
		void quoting(int a) {
		}

		@NamedLock("<#list.?[#this > 3]>:<#map[key]>:<#list[1]>")
		void selecting(List<Integer> list, Map<String, String> map) {
		}

		@NamedLock("any:<#value>")
		void any(Object value) {
		}

		@NamedLock("<#id++>")
		void assigning(int id) {
		}

	}

}
