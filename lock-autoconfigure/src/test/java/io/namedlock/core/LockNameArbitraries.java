package io.namedlock.core;

import java.text.Normalizer;
import java.util.Locale;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;

/**
 * Names for property tests.
 */
public final class LockNameArbitraries {

	private LockNameArbitraries() {
	}

	/**
	 * Any text without halves of surrogate pairs.
	 * @return texts of 1 to 100 characters of all planes
	 */
	public static Arbitrary<String> text() {
		Arbitrary<Integer> characters = Arbitraries.oneOf(Arbitraries.integers().between(0x20, 0x7e),
				Arbitraries.integers().between(0xa0, 0xd7ff), Arbitraries.integers().between(0x1f300, 0x1f6ff));
		return characters.list()
			.ofMinSize(1)
			.ofMaxSize(50)
			.map((points) -> points.stream()
				.collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append))
			.map(StringBuilder::toString);
	}

	/**
	 * Pairs of a name and one that databases may take for the same.
	 * @param name the name
	 * @return pairs, some of which are of equal names
	 */
	static Arbitrary<Tuple2<String, String>> neighboursOf(String name) {
		return Arbitraries
			.of(name + " ", name + "~", name + "a", " " + name, name.toUpperCase(Locale.ROOT),
					name.toLowerCase(Locale.ROOT), Normalizer.normalize(name, Normalizer.Form.NFD),
					Normalizer.normalize(name, Normalizer.Form.NFC), LockKey.of(name).value(),
					name.substring(0, name.length() - 1) + "~", name.replace('-', '_'), name + name)
			.map((neighbour) -> Tuple.of(name, neighbour));
	}

}
