package io.namedlock;

import org.jspecify.annotations.Nullable;

/**
 * The rule that every lock name obeys.
 */
final class LockNames {

	private LockNames() {
	}

	static String require(@Nullable String name) {
		if (name == null) {
			throw new InvalidLockNameException("null", "A lock name must not be null");
		}
		if (name.codePoints().allMatch(LockNames::isInvisible)) {
			throw new InvalidLockNameException(name,
					"A lock name must not be blank, but was '%s': it would lock everything that forgot its name"
						.formatted(printable(name)));
		}
		for (int i = 0; i < name.length(); i++) {
			requireUsable(name, i);
		}
		return name;
	}

	private static boolean isInvisible(int character) {
		return Character.isWhitespace(character) || Character.isSpaceChar(character)
				|| Character.getType(character) == Character.FORMAT;
	}

	private static void requireUsable(String name, int index) {
		int character = name.codePointAt(index);
		if (Character.isISOControl(character)) {
			throw refused(name, "control characters", index);
		}
		boolean lowOfPair = index > 0 && Character.isSurrogatePair(name.charAt(index - 1), name.charAt(index));
		if (Character.getType(character) == Character.SURROGATE && !lowOfPair) {
			throw refused(name, "half a surrogate pair, which is no character", index);
		}
	}

	private static InvalidLockNameException refused(String name, String what, int index) {
		return new InvalidLockNameException(name, "A lock name must not contain %s, but '%s' has \\u%04x at index %d"
			.formatted(what, printable(name), (int) name.charAt(index), index));
	}

	private static String printable(String name) {
		return name.replaceAll("\\p{Cc}", "?");
	}

}
