package io.namedlock.core;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Options;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/**
 * Who owns the lock when threads try, nest, detach and close in any interleaving: the
 * same as if they did one after the other.
 */
class OwnershipLincheckTests {

	@Test
	void ownersAreTheSameInEveryInterleaving() {
		check(GateModel.modelChecking().iterations(8).invocationsPerIteration(100));
	}

	@Test
	void ownersAreTheSameInManyRuns() {
		check(new StressOptions().iterations(60).invocationsPerIteration(200));
	}

	private static void check(Options<?, ?> options) {
		options.threads(2)
			.actorsPerThread(5)
			.actorsBefore(0)
			.actorsAfter(0)
			.minimizeFailedScenario(false)
			.sequentialSpecification(Owners.class)
			.check(Model.class);
	}

	/**
	 * The rules of ownership, without any locks.
	 */
	public static class Owners {

		private final Map<Integer, Integer> attached = new HashMap<>();

		private final Map<Integer, Integer> detached = new HashMap<>();

		public boolean tryLock(int thread) {
			boolean free = this.attached.isEmpty() && this.detached.isEmpty();
			boolean had = free || this.attached.containsKey(thread);
			if (had) {
				this.attached.merge(thread, 1, Integer::sum);
			}
			return had;
		}

		public boolean detach(int thread) {
			boolean had = take(this.attached, thread);
			if (had) {
				this.detached.merge(thread, 1, Integer::sum);
			}
			return had;
		}

		public boolean close(int thread) {
			return take(this.attached, thread);
		}

		public boolean closeDetached(int thread) {
			return take(this.detached, thread);
		}

		private static boolean take(Map<Integer, Integer> claims, int thread) {
			boolean had = claims.containsKey(thread);
			claims.computeIfPresent(thread, (owner, count) -> (count > 1) ? count - 1 : null);
			return had;
		}

	}

	/**
	 * The same with gates. Each thread keeps its claims to itself.
	 */
	public static class Model extends GateModel {

		private final Map<Integer, Deque<Claim>> attached = claimsOfThreads();

		private final Map<Integer, Deque<Claim>> detached = claimsOfThreads();

		public Model() {
			super(64);
		}

		@Operation
		public boolean tryLock(@Param(gen = ThreadIdGen.class) int thread) {
			Claim claim = tryLock();
			if (claim != null) {
				this.attached.get(thread).push(claim);
			}
			return claim != null;
		}

		@Operation
		public boolean detach(@Param(gen = ThreadIdGen.class) int thread) {
			Claim claim = this.attached.get(thread).poll();
			if (claim != null) {
				claim.detach();
				this.detached.get(thread).push(claim);
			}
			return claim != null;
		}

		@Operation
		public boolean close(@Param(gen = ThreadIdGen.class) int thread) {
			return close(this.attached.get(thread).poll());
		}

		@Operation
		public boolean closeDetached(@Param(gen = ThreadIdGen.class) int thread) {
			return close(this.detached.get(thread).poll());
		}

		@Validate
		public void oneOwnerAtATimeAskedTheBackend() {
			requireNoTrespass();
		}

		private static boolean close(Claim claim) {
			if (claim != null) {
				claim.close();
			}
			return claim != null;
		}

		private static Map<Integer, Deque<Claim>> claimsOfThreads() {
			Map<Integer, Deque<Claim>> claims = new HashMap<>();
			for (int thread = 0; thread <= 5; thread++) {
				claims.put(thread, new ArrayDeque<>());
			}
			return claims;
		}

	}

}
