package io.namedlock.jdbc.call;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import io.namedlock.LockException;
import io.namedlock.LockHandle;
import io.namedlock.LockRegistry;
import io.namedlock.LockRequest;
import io.namedlock.test.TestDatabase;

/**
 * An increment of a counter under the lock of its name, step by step: a test may let
 * anything happen between two of them.
 */
final class Increment implements AutoCloseable {

	private final LockHandle handle;

	private final FencedCounter counter;

	private long amount;

	/**
	 * Takes the lock.
	 */
	Increment(LockRegistry registry, FencedCounter counter) {
		this.handle = registry.acquire(LockRequest.of(counter.name()).fenced());
		this.counter = counter;
	}

	/**
	 * Makes increments, each under the lock, for as long as nobody wants anything else.
	 * What is told to be lost or refused is begun anew.
	 * @param work how long each one takes between reading and writing
	 * @param acknowledged gets a line for each one that was made
	 */
	static void repeat(LockRegistry registry, TestDatabase database, String name, Duration work,
			OutputStream acknowledged, BooleanSupplier wanted) throws SQLException, IOException {
		try (FencedCounter counter = new FencedCounter(database, name)) {
			while (wanted.getAsBoolean()) {
				try (Increment increment = new Increment(registry, counter)) {
					if (increment.run(work)) {
						acknowledged.write("%d%n".formatted(increment.amount).getBytes());
					}
				}
				catch (LockException ex) {
					// nothing is held any more
				}
			}
		}
	}

	boolean show() throws SQLException {
		return this.counter.show(token());
	}

	void read() throws SQLException {
		this.amount = this.counter.read() + 1;
	}

	boolean write() throws SQLException {
		return this.counter.write(this.amount, token());
	}

	void overwrite() throws SQLException {
		this.counter.overwrite(this.amount);
	}

	boolean isHeld() {
		return this.handle.isHeld();
	}

	@Override
	public void close() {
		this.handle.close();
	}

	private boolean run(Duration work) throws SQLException {
		if (!show()) {
			return false;
		}
		read();
		LockSupport.parkNanos(work.toNanos());
		return write();
	}

	private long token() {
		return this.handle.fencingToken().orElseThrow();
	}

}
