package io.namedlock;

/**
 * What became of the transaction of a locked method whose lock failed, as far as the
 * library knows: that of the method itself, or the last one that began and ended while
 * the method ran.
 *
 * @since 0.1
 */
public enum TransactionOutcome {

	/**
	 * It was committed. Whoever calls the method once more does its work twice.
	 */
	COMMITTED("its transaction was committed"),

	/**
	 * It was rolled back.
	 */
	ROLLED_BACK("its transaction was rolled back"),

	/**
	 * There was none: the method did not run, or no transaction ended in it of which a
	 * transaction manager told.
	 */
	NONE("no transaction ended under it"),

	/**
	 * It still runs, or is nested in one that does; it runs on another thread; or its
	 * commit failed in doubt.
	 */
	UNKNOWN("what became of its transaction is not known");

	private final String words;

	TransactionOutcome(String words) {
		this.words = words;
	}

	String words() {
		return this.words;
	}

}
