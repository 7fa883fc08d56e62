package io.namedlock.benchmarks.micro;

import io.namedlock.annotation.NamedLock;

/**
 * A service with a locked method.
 */
class Counter {

	private long count;

	/**
	 * Counts.
	 * @param id whose counter it is
	 * @return the count
	 */
	@NamedLock("counter:<#id>")
	public long increment(long id) {
		this.count += id;
		return this.count;
	}

}
