package io.namedlock.test;

import java.util.Locale;

/**
 * How much the run tests, as told by {@code -Dnamedlock.test.scope}.
 */
public enum TestScope {

	/**
	 * What somebody waits for: {@code mvn verify} without a scope.
	 */
	SHORT,

	/**
	 * What each change goes through: {@code .ci/run}.
	 */
	LONG,

	/**
	 * All there is: {@code .ci/full}.
	 */
	FULL;

	private static final TestScope OF_THIS_RUN = valueOf(
			System.getProperty("namedlock.test.scope", "short").toUpperCase(Locale.ROOT));

	/**
	 * Whether the run tests as much as this, or more.
	 * @return {@code true} if what belongs to this scope belongs to the run
	 */
	public boolean isWanted() {
		return OF_THIS_RUN.compareTo(this) >= 0;
	}

}
