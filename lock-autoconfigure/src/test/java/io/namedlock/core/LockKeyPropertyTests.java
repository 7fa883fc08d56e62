package io.namedlock.core;

import java.util.Locale;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple.Tuple2;

import static org.assertj.core.api.Assertions.assertThat;

class LockKeyPropertyTests {

	@Property
	void everyKeyFitsEveryDatabase(@ForAll("names") String name) {
		assertThat(LockKey.of(name).value()).matches("[a-z0-9:._/~-]{1,64}");
	}

	@Property
	void canonicalNamesPassUnchanged(@ForAll("canonicalNames") String name) {
		assertThat(LockKey.of(name).value()).isEqualTo(name);
	}

	@Property
	void onlyCanonicalNamesAreTheirOwnKeys(@ForAll("names") String name) {
		LockKey key = LockKey.of(name);
		assertThat(key.value().equals(name)).isEqualTo(name.matches("[a-z0-9:._/-]{1,64}"));
		assertThat(key.value().contains("~")).isNotEqualTo(key.value().equals(name));
	}

	@Property
	void theSameNameHasTheSameKey(@ForAll("names") String name) {
		assertThat(LockKey.of(new String(name.toCharArray()))).isEqualTo(LockKey.of(name));
	}

	@Property
	void differentNamesHaveDifferentKeys(@ForAll("names") String one, @ForAll("names") String two) {
		Assume.that(!one.equals(two));
		assertThat(LockKey.of(one)).isNotEqualTo(LockKey.of(two));
	}

	@Property
	void namesThatHardlyDifferHaveDifferentKeys(@ForAll("neighbours") Tuple2<String, String> names) {
		Assume.that(!names.get1().equals(names.get2()));
		assertThat(LockKey.of(names.get1())).isNotEqualTo(LockKey.of(names.get2()));
	}

	@Property
	void aKeyThatIsTakenAsANameHasAnotherKey(@ForAll("names") String name) {
		String key = LockKey.of(name).value();
		Assume.that(!key.equals(name));
		assertThat(LockKey.of(key).value()).isNotEqualTo(key);
	}

	@Property
	void theLanguageOfThePlatformDoesNotMatter(@ForAll("names") String name) {
		Locale before = Locale.getDefault();
		String key = LockKey.of(name).value();
		try {
			Locale.setDefault(new Locale.Builder().setLanguage("tr").build());
			assertThat(LockKey.of(name).value()).isEqualTo(key);
		}
		finally {
			Locale.setDefault(before);
		}
	}

	@Provide
	Arbitrary<String> names() {
		return Arbitraries.oneOf(canonicalNames(), LockNameArbitraries.text(), longNames());
	}

	@Provide
	Arbitrary<String> canonicalNames() {
		return Arbitraries.strings()
			.withCharRange('a', 'z')
			.numeric()
			.withChars(":._/-")
			.ofMinLength(1)
			.ofMaxLength(LockKey.MAX_LENGTH);
	}

	@Provide
	Arbitrary<Tuple2<String, String>> neighbours() {
		return names().flatMap(LockNameArbitraries::neighboursOf);
	}

	private Arbitrary<String> longNames() {
		return Arbitraries.strings().ascii().withChars("~").ofMinLength(60).ofMaxLength(300);
	}

}
