package io.namedlock.benchmarks.timing;

/**
 * Who holds which lock, written down beside the locks: two owners at once are a broken
 * lock, which is never measured. Safe for use by several threads and JVMs.
 */
public final class Owners {

	private final SharedMemory memory;

	/**
	 * Keeps owners in a memory, the owner of the lock {@code n} in its slot {@code n}.
	 * @param memory the memory
	 */
	public Owners(SharedMemory memory) {
		this.memory = memory;
	}

	/**
	 * Notes that a lock was acquired.
	 * @param lock the lock
	 * @param owner who acquired it, not zero
	 */
	public void acquired(int lock, long owner) {
		if (!this.memory.compareAndSet(lock, 0, owner)) {
			throw new BrokenLockException("The lock has two owners, %d and %d".formatted(this.memory.get(lock), owner));
		}
	}

	/**
	 * Notes that a lock is about to be released.
	 * @param lock the lock
	 * @param owner who holds it
	 */
	public void releasing(int lock, long owner) {
		if (!this.memory.compareAndSet(lock, owner, 0)) {
			throw new BrokenLockException("The lock of %d went to %d".formatted(owner, this.memory.get(lock)));
		}
	}

}
