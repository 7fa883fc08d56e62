package io.namedlock.core;

import java.util.List;
import java.util.Map;

import io.namedlock.LockDeadlockException;
import io.namedlock.LockRequest;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jetbrains.lincheck.datastructures.Validate;
import org.jetbrains.lincheck.datastructures.verifier.EpsilonVerifier;
import org.junit.jupiter.api.Test;

/**
 * Threads that take three locks in conflicting orders. Time stands still in the model
 * checker, so that a cycle that nobody refuses is seen as a hang.
 */
class DeadlockLincheckTests {

	@Test
	void noInterleavingHangs() {
		GateModel.modelChecking()
			.loopIterationsBeforeThreadSwitch(2)
			.iterations(3)
			.invocationsPerIteration(60)
			.threads(3)
			.actorsPerThread(1)
			.actorsBefore(0)
			.actorsAfter(0)
			.verifier(EpsilonVerifier.class)
			.check(Model.class);
	}

	@Test
	void noneOfManyRunsHangs() {
		new StressOptions().iterations(10)
			.invocationsPerIteration(500)
			.threads(3)
			.actorsPerThread(3)
			.actorsBefore(0)
			.actorsAfter(0)
			.verifier(EpsilonVerifier.class)
			.check(Model.class);
	}

	/**
	 * Takes locks in every order.
	 */
	public static class Model {

		private static final Map<String, List<LockKey>> KEYS = Map.of("a", List.of(LockKey.of("a")), "b",
				List.of(LockKey.of("b")), "c", List.of(LockKey.of("c")));

		private final DefaultLockRegistry registry = new DefaultLockRegistry(new MemoryLockBackend(),
				LockRegistrySettings.defaults());

		@Operation
		public boolean locksAThenB() {
			return takes("a", "b");
		}

		@Operation
		public boolean locksBThenC() {
			return takes("b", "c");
		}

		@Operation
		public boolean locksCThenA() {
			return takes("c", "a");
		}

		@Operation
		public boolean locksBThenA() {
			return takes("b", "a");
		}

		@Validate
		public void nothingIsLeft() {
			GateModel.require(this.registry.gateCount() == 0, "A gate was left in memory");
		}

		private boolean takes(String one, String two) {
			try (Claim first = claim(one); Claim second = claim(two)) {
				return true;
			}
			catch (LockDeadlockException ex) {
				return false;
			}
		}

		private Claim claim(String name) {
			try {
				return new Acquisition(this.registry, LockRequest.of(name), KEYS.get(name), Deadline.never(), false)
					.claim(false);
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

}
