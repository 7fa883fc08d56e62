package io.namedlock.jdbc.fault;

/**
 * One fault at one step.
 *
 * @param step where it strikes
 * @param fault what happens there
 */
record Injection(Step step, Fault fault) {

	@Override
	public String toString() {
		return "%s at %s".formatted(this.fault, this.step);
	}

}
