package io.namedlock.core;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.namedlock.LockMode;
import io.namedlock.LockRequest;
import io.namedlock.LockStatus;
import io.namedlock.test.TestSettings;
import org.apache.commons.logging.LogFactory;
import org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;

/**
 * What the checked models of gates have in common: a registry over a backend that counts
 * how often it was asked for a lock that this JVM holds already.
 */
public abstract class GateModel {

	private static final List<LockKey> KEYS = List.of(LockKey.of("a"));

	private static final int EXCLUSIVE_WEIGHT = 1_000;

	private static final String NAME = "a";

	private final AtomicInteger granted = new AtomicInteger();

	private final AtomicInteger trespasses = new AtomicInteger();

	private final DefaultLockRegistry registry;

	GateModel(int handOverLimit) {
		this.registry = new DefaultLockRegistry(new CountingBackend(),
				TestSettings.handingOver(Duration.ofHours(1), handOverLimit, Duration.ofHours(1)));
	}

	/**
	 * Checks interleavings of gates. The log, which each acquisition asks whether anybody
	 * wants to know of it, is none of their business.
	 */
	static ModelCheckingOptions modelChecking() {
		return new ModelCheckingOptions()
			.addGuarantee(ManagedStrategyGuaranteeKt.forClasses(LockEvents.class.getName(), LogFactory.class.getName())
				.allMethods()
				.ignore());
	}

	Claim lock() {
		return lock(LockMode.EXCLUSIVE);
	}

	Claim lock(LockMode mode) {
		Claim claim = claim(mode, Deadline.never());
		require(claim != null, "Time does not pass here");
		return claim;
	}

	Claim tryLock() {
		return claim(LockMode.EXCLUSIVE, Deadline.afterNanos(0));
	}

	void requireNoTrespass() {
		require(this.trespasses.get() == 0, "The backend was asked for a lock that was held");
	}

	void requireIdle() {
		requireNoTrespass();
		require(this.granted.get() == 0, "A grant was not given back");
		require(this.registry.gateCount() == 0, "A gate was left in memory");
	}

	static void require(boolean condition, String message) {
		if (!condition) {
			throw new IllegalStateException(message);
		}
	}

	private Claim claim(LockMode mode, Deadline deadline) {
		try {
			return new Acquisition(this.registry, LockRequest.of(NAME).inMode(mode), KEYS, deadline, false)
				.claim(false);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private final class CountingBackend implements LockBackend {

		@Override
		public LockGrant acquire(LockAttempt attempt) {
			return new CountingGrant(attempt.mode());
		}

		@Override
		public boolean supports(LockMode mode) {
			return true;
		}

		@Override
		public LockStatus status(LockKey key) {
			return LockStatus.unknown(key.name());
		}

		@Override
		public long drawFencingToken(LockKey key, Deadline deadline) {
			return 0;
		}

		@Override
		public String description() {
			return "a model";
		}

		@Override
		public void close() {
			// nothing to release
		}

	}

	private final class CountingGrant implements LockGrant {

		private final int weight;

		private volatile boolean held = true;

		CountingGrant(LockMode mode) {
			this.weight = (mode == LockMode.SHARED) ? 1 : EXCLUSIVE_WEIGHT;
			if (GateModel.this.granted.addAndGet(this.weight) > EXCLUSIVE_WEIGHT) {
				GateModel.this.trespasses.incrementAndGet();
			}
		}

		@Override
		public boolean isHeld() {
			return this.held;
		}

		@Override
		public void verify() {
			require(this.held, "A grant was used after it had been given back");
		}

		@Override
		public void release() {
			verify();
			this.held = false;
			GateModel.this.granted.addAndGet(-this.weight);
		}

		@Override
		public void onLost(Runnable action) {
			// is not lost
		}

	}

}
