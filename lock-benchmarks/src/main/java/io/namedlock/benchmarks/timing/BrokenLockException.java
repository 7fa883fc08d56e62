package io.namedlock.benchmarks.timing;

/**
 * A lock had two owners at once.
 */
public final class BrokenLockException extends IllegalStateException {

	BrokenLockException(String message) {
		super(message);
	}

}
