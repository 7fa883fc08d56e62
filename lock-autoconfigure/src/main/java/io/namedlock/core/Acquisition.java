package io.namedlock.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import io.namedlock.LockConfigurationException;
import io.namedlock.LockException;
import io.namedlock.LockHandle;
import io.namedlock.LockInterruptedException;
import io.namedlock.LockNotAcquiredException;
import io.namedlock.LockRequest;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way, with one deadline for all of its locks. They are taken in the
 * order of their keys, as many at once as are free, and given back if one cannot be had.
 */
final class Acquisition {

	private final LockRequest request;

	private final LockBackend backend;

	private final Gates gates;

	private final Deadline deadline;

	private final boolean interruptible;

	private final List<Claim> claims = new ArrayList<>(1);

	Acquisition(LockRequest request, LockBackend backend, Gates gates) {
		Duration wait = request.waitTime().orElse(gates.settings().waitTime());
		this.request = request;
		this.backend = backend;
		this.gates = gates;
		this.deadline = Deadline.after(wait);
		this.interruptible = !wait.isZero();
		requireSupportedMode();
	}

	/**
	 * Takes the locks.
	 * @return the handle that holds them all, or {@code null} if the deadline passed
	 */
	@Nullable LockHandle run() {
		HoldWatch watch = this.gates.watch();
		return watch.isOn() ? watch.around(this.request, this::take, (handle) -> this.claims) : take();
	}

	private @Nullable LockHandle take() {
		try {
			if (claimAll()) {
				return handle();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw givenBackAfter(interrupted(ex));
		}
		catch (RuntimeException ex) {
			throw givenBackAfter(ex);
		}
		catch (Error ex) {
			throw givenBackAfter(ex);
		}
		JointClaim.closeAll(this.claims);
		return null;
	}

	LockNotAcquiredException notAcquired() {
		SortedMap<LockKey, String> wanted = wanted();
		LockKey missed = new ArrayList<>(wanted.keySet()).get(this.claims.size());
		return this.gates.notAcquired(this.request.toString(), missed, this.deadline);
	}

	private boolean claimAll() throws InterruptedException {
		List<Waiter> waiters = new ArrayList<>(1);
		wanted().forEach((key, name) -> waiters.add(waiter(key, name)));
		boolean inTime = true;
		while (inTime && this.claims.size() < waiters.size()) {
			inTime = this.gates.entry()
				.acquireNext(waiters.subList(this.claims.size(), waiters.size()), this.claims::add);
		}
		if (inTime && this.request.isFenced()) {
			fence(waiters);
		}
		return inTime;
	}

	private Waiter waiter(LockKey key, String name) {
		return new Waiter(new LockAttempt(key, this.request.mode(), this.deadline, this.interruptible), name,
				this.request.template().orElse(null));
	}

	private void fence(List<Waiter> waiters) {
		for (int i = 0; i < waiters.size(); i++) {
			fence(this.claims.get(i).hold(), waiters.get(i).attempt().key());
		}
	}

	private void fence(Hold hold, LockKey key) {
		if (hold.fencingToken() == null) {
			long token = this.backend.drawFencingToken(key, this.deadline);
			hold.verify();
			hold.fence(token);
		}
	}

	/**
	 * Until here the thread could not but hold on to what it had.
	 */
	private LockHandle handle() {
		if (!this.request.isThreadBound()) {
			this.claims.forEach(Claim::unbind);
		}
		if (!this.request.minimumHold().isZero()) {
			this.claims.forEach((claim) -> claim.keepAtLeast(this.request.minimumHold()));
		}
		return (this.claims.size() == 1) ? this.claims.get(0) : new JointClaim(this.request, this.claims);
	}

	private <T extends Throwable> T givenBackAfter(T failure) {
		try {
			JointClaim.closeAll(this.claims);
		}
		catch (LockException ex) {
			failure.addSuppressed(ex);
		}
		return failure;
	}

	private SortedMap<LockKey, String> wanted() {
		SortedMap<LockKey, String> wanted = new TreeMap<>();
		for (String name : this.request.names()) {
			wanted.putIfAbsent(this.gates.settings().key(name), name);
		}
		return wanted;
	}

	private void requireSupportedMode() {
		if (!this.backend.supports(this.request.mode())) {
			throw new LockConfigurationException(
					"Lock '%s' was requested in mode %s, which the backend (%s) does not have.".formatted(this.request,
							this.request.mode(), this.backend.description()),
					"Take it in exclusive mode.");
		}
	}

	private LockInterruptedException interrupted(InterruptedException cause) {
		return new LockInterruptedException(this.request.toString(),
				"Thread '%s' was interrupted after %d ms while it acquired lock '%s'".formatted(
						Thread.currentThread().getName(), this.deadline.elapsedNanos() / 1_000_000, this.request),
				cause);
	}

}
