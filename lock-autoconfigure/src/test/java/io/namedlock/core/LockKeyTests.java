package io.namedlock.core;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class LockKeyTests {

	/**
	 * Golden values, since keys must be the same in all versions that run side by side.
	 * Made by: {@code printf %s NAME | sha256sum | xxd -r -p | base32 | head -c 26}.
	 */
	@ParameterizedTest
	@CsvSource({ "Order 42, order-42~mo4z7p7ac3r4n3lqjdtq37754d", "A, a~kwnovuecmtkxsxjzbfyyzxifvp",
			"a~b, a-b~sqksrzphpsnb6prpzpev6icvn5", "café, caf-~quhx3rbzcd7ysd4iphao2jx6nf",
			"😀, -~6bcdunbml32upa5bcg2rxjlmso",
			"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx,"
					+ " xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx~su34l7prebec67ky2jpj5vmd6u",
			"İstanbul, i-stanbul~etwi64vv5lcfsthuiajdllywhe" })
	void otherNamesBecomeAPrefixAndADigest(String name, String key) {
		assertThat(LockKey.of(name)).hasToString(key);
		assertThat(LockKey.of(name).name()).isEqualTo(name);
	}

	@ParameterizedTest
	@ValueSource(strings = { "a", "app:order:42", "0-9._/z",
			"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" })
	void canonicalNamesAreTheirOwnKeys(String name) {
		assertThat(LockKey.of(name).value()).isEqualTo(name);
	}

	@ParameterizedTest
	@ValueSource(strings = { "order:42", "Order 42" })
	void thePrefixIsAPartOfTheKeyAndNotOfTheName(String name) {
		assertThat(LockKey.of("shop:", name)).isEqualTo(LockKey.of("shop:" + name));
		assertThat(LockKey.of("shop:", name).name()).isEqualTo(name);
	}

	@Test
	void keysAreEqualAndSortedByTheirValue() {
		assertThat(LockKey.of("a")).isEqualTo(LockKey.of("a")).hasSameHashCodeAs(LockKey.of("a"));
		assertThat(LockKey.of("a")).isNotEqualTo(LockKey.of("b")).isNotEqualTo("a").isNotEqualTo(null);
		List<LockKey> sorted = Stream.of("c", "a", "b").map(LockKey::of).sorted().toList();
		assertThat(sorted).extracting(LockKey::value).containsExactly("a", "b", "c");
	}

}
