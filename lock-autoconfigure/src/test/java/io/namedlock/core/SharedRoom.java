package io.namedlock.core;

import java.util.concurrent.atomic.AtomicInteger;

import io.namedlock.LockMode;

/**
 * A place that notes who meets whom.
 */
public final class SharedRoom {

	private final AtomicInteger readers = new AtomicInteger();

	private final AtomicInteger writers = new AtomicInteger();

	private final AtomicInteger offences = new AtomicInteger();

	private volatile int written;

	/**
	 * Comes in, looks around and leaves.
	 * @param mode how the room's lock is held
	 */
	public void visit(LockMode mode) {
		if (mode == LockMode.SHARED) {
			read();
		}
		else {
			write();
		}
	}

	/**
	 * How often a writer met somebody.
	 * @return the number
	 */
	public int offences() {
		return this.offences.get();
	}

	/**
	 * How often it was written, unless writers came at once.
	 * @return the number
	 */
	public int written() {
		return this.written;
	}

	private void read() {
		this.readers.incrementAndGet();
		note(this.writers.get() > 0);
		Thread.yield();
		note(this.writers.get() > 0);
		this.readers.decrementAndGet();
	}

	private void write() {
		note(this.writers.incrementAndGet() > 1);
		int before = this.written;
		Thread.yield();
		this.written = before + 1;
		note(this.readers.get() > 0);
		this.writers.decrementAndGet();
	}

	private void note(boolean offence) {
		if (offence) {
			this.offences.incrementAndGet();
		}
	}

}
