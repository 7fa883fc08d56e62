package io.namedlock.core;

import io.namedlock.LockMode;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Waiting for one lock, also to share it: each round sees the one before it, all of them
 * end, and nothing is left behind. Time stands still in the model checker, so that a
 * wake-up that is lost is seen as a hang.
 */
class GateLincheckTests {

	@Test
	void everyInterleavingExcludesAndEnds() {
		GateModel.modelChecking()
			.iterations(2)
			.invocationsPerIteration(80)
			.threads(3)
			.actorsPerThread(1)
			.actorsBefore(0)
			.actorsAfter(0)
			.sequentialSpecification(Counter.class)
			.check(HandingOverOnce.class);
	}

	@ParameterizedTest
	@ValueSource(classes = { Releasing.class, HandingOver.class, HandingOverOnce.class })
	void manyRunsExcludeAndEnd(Class<? extends Counting> model) {
		new StressOptions().iterations(5)
			.invocationsPerIteration(500)
			.threads(3)
			.actorsPerThread(4)
			.actorsBefore(0)
			.actorsAfter(0)
			.sequentialSpecification(Counter.class)
			.check(model);
	}

	/**
	 * What the models do if nobody comes in between.
	 */
	public static class Counter {

		private int count;

		public int count() {
			return ++this.count;
		}

		public int countReentrantly() {
			return ++this.count;
		}

		public int countDetached() {
			return ++this.count;
		}

		public int read() {
			return this.count;
		}

	}

	/**
	 * Counts under a lock.
	 */
	public abstract static class Counting extends GateModel {

		private int count;

		Counting(int handOverLimit) {
			super(handOverLimit);
		}

		@Operation
		public int count() {
			try (Claim claim = lock()) {
				return ++this.count;
			}
		}

		@Operation
		public int countReentrantly() {
			try (Claim outer = lock(); Claim inner = lock()) {
				return ++this.count;
			}
		}

		@Operation
		public int countDetached() {
			Claim claim = lock();
			claim.detach();
			int result = ++this.count;
			claim.close();
			return result;
		}

		@Operation
		public int read() {
			try (Claim claim = lock(LockMode.SHARED)) {
				return this.count;
			}
		}

		@Validate
		public void nothingIsLeft() {
			requireIdle();
		}

	}

	/**
	 * Gives the lock back each time.
	 */
	public static class Releasing extends Counting {

		public Releasing() {
			super(0);
		}

	}

	/**
	 * Hands the lock over whenever somebody waits.
	 */
	public static class HandingOver extends Counting {

		public HandingOver() {
			super(64);
		}

	}

	/**
	 * Hands the lock over every other time.
	 */
	public static class HandingOverOnce extends Counting {

		public HandingOverOnce() {
			super(1);
		}

	}

}
