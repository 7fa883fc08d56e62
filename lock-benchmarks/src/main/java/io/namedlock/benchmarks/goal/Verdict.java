package io.namedlock.benchmarks.goal;

/**
 * What the figures say about a goal.
 */
public enum Verdict {

	/**
	 * They reach it.
	 */
	HOLDS("holds"),

	/**
	 * They do not.
	 */
	MISSED("MISSED"),

	/**
	 * There are none in this run.
	 */
	NOT_JUDGED("not judged");

	private final String text;

	Verdict(String text) {
		this.text = text;
	}

	@Override
	public String toString() {
		return this.text;
	}

}
