package io.namedlock.autoconfigure;

import java.time.Duration;

import io.namedlock.LockConfigurationException;

/**
 * Refuses values of properties that cannot work.
 */
final class PropertyChecks {

	private static final Duration LONGEST_WAIT = Duration.ofNanos(Long.MAX_VALUE);

	private static final Duration LONGEST_SILENCE = Duration.ofDays(365);

	private PropertyChecks() {
	}

	static void requireWait(String property, Duration value) {
		require(!value.isNegative(), property, value, "Choose zero or more: a wait always ends");
		requireAtMost(property, value, LONGEST_WAIT);
	}

	static void requireAtMost(String property, Duration value, Duration most) {
		require(value.compareTo(most) <= 0, property, value, "Choose at most %s".formatted(most));
	}

	static void requireSeconds(String property, Duration value) {
		boolean whole = value.getNano() == 0 && value.toSeconds() >= 1;
		require(whole, property, value, "Choose whole seconds, at least one: databases count no smaller unit");
		requireAtMost(property, value, LONGEST_SILENCE);
	}

	/**
	 * Refuses a number without a unit, except zero, which is the same in every unit.
	 */
	static void requireUnit(String property, String value) {
		if (value.matches("[+-]?\\d+") && !value.matches("[+-]?0+")) {
			throw new LockConfigurationException(
					"'%s' is '%s', which has no unit: Spring Boot would take it for milliseconds.".formatted(property,
							value),
					"Write '%1$ss' for seconds, or '%1$sms' for milliseconds".formatted(value));
		}
	}

	static void requireNotNegative(String property, int value) {
		require(value >= 0, property, value, "Choose zero or more");
	}

	static void requirePrintable(String property, String value) {
		require(value.chars().noneMatch(Character::isISOControl), property, value.replaceAll("\\p{Cntrl}", "?"),
				"Remove the control characters");
	}

	static void requireUrl(String prefix, NamedLockProperties.Datasource datasource) {
		if (datasource.url().isEmpty() && (datasource.username() != null || datasource.password() != null)) {
			throw new LockConfigurationException(
					"'%s.username' or '.password' is set, but not '.url'.".formatted(prefix),
					"Set '%s.url', or remove the others to use the application's DataSource".formatted(prefix));
		}
	}

	private static void require(boolean condition, String property, Object value, String remedy) {
		if (!condition) {
			throw new LockConfigurationException("'%s' is '%s'.".formatted(property, value), remedy);
		}
	}

}
