package io.namedlock;

import java.util.Arrays;

import io.namedlock.core.LockNameArbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class LockRequestNamesPropertyTests {

	@Property
	void textIsUsableIfAnyOfItCanBeSeen(@ForAll("text") String name) {
		Assume.that(name.codePoints().anyMatch(Character::isLetterOrDigit));
		assertThat(LockRequest.of(name).names()).containsExactly(name);
	}

	@Property
	void aControlCharacterAnywhereIsRefused(@ForAll("text") String before, @ForAll("text") String after) {
		for (int character = 0; character < 0xa0; character++) {
			if (Character.isISOControl(character)) {
				String name = "x" + before + (char) character + after;
				assertThatExceptionOfType(InvalidLockNameException.class).isThrownBy(() -> LockRequest.of(name))
					.withMessageContaining("\\u%04x at index %d".formatted(character, before.length() + 1))
					.satisfies((ex) -> assertThat(ex.getMessage()).matches("\\P{Cc}*"));
			}
		}
	}

	@Property
	void halfASurrogatePairAnywhereIsRefused(@ForAll("text") String before, @ForAll("text") String after) {
		for (String half : Arrays.asList("\ud83d", "\ude00", "\ude00\ud83d", "\ud83d\ud83d\ude00")) {
			assertThatExceptionOfType(InvalidLockNameException.class)
				.isThrownBy(() -> LockRequest.of(before + half + after))
				.withMessageContaining("surrogate");
		}
	}

	@Provide
	Arbitrary<String> text() {
		return LockNameArbitraries.text();
	}

}
