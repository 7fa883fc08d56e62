package io.namedlock.benchmarks.timing;

/**
 * Which names the threads of a workload lock.
 *
 * @param prefix what all its names begin with
 * @param threads how many threads there are
 * @param namesEach how many names each thread has to itself; zero: all threads share one
 */
public record Course(String prefix, int threads, int namesEach) {

	/**
	 * All threads want the same lock.
	 * @param prefix the lock's name
	 * @param threads how many threads
	 * @return the course
	 */
	public static Course oneName(String prefix, int threads) {
		return new Course(prefix, threads, 0);
	}

	/**
	 * No two threads want the same lock.
	 * @param prefix what all names begin with
	 * @param threads how many threads
	 * @return the course
	 */
	public static Course distinctNames(String prefix, int threads) {
		return new Course(prefix, threads, 8);
	}

	/**
	 * How many locks there are in all.
	 * @return the number
	 */
	public int locks() {
		return (this.namesEach == 0) ? 1 : this.threads * this.namesEach;
	}

	/**
	 * The number of the lock that a thread takes next.
	 * @param thread the thread's number
	 * @param round how many it has taken
	 * @return the lock's number
	 */
	public int lock(int thread, int round) {
		return (this.namesEach == 0) ? 0 : thread * this.namesEach + round % this.namesEach;
	}

	/**
	 * The names of all locks.
	 * @return the names, by the locks' numbers
	 */
	public String[] names() {
		String[] names = new String[locks()];
		for (int i = 0; i < names.length; i++) {
			names[i] = this.prefix + ":" + i;
		}
		return names;
	}

}
