package io.namedlock.core;

import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;

import io.namedlock.LockException;
import io.namedlock.LockHandle;
import io.namedlock.LockRequest;

/**
 * Several claims that were made together, in the order of their keys.
 */
final class JointClaim implements LockHandle {

	private final LockRequest request;

	private final List<Claim> claims;

	JointClaim(LockRequest request, List<Claim> claims) {
		this.request = request;
		this.claims = claims;
	}

	@Override
	public String name() {
		return this.request.toString();
	}

	@Override
	public boolean isHeld() {
		return this.claims.stream().allMatch(Claim::isHeld);
	}

	@Override
	public void verify() {
		this.claims.forEach(LockHandle::verify);
	}

	@Override
	public void verifyBy(Connection connection) {
		this.claims.forEach((claim) -> claim.verifyBy(connection));
	}

	@Override
	public Duration heldFor() {
		return this.claims.get(this.claims.size() - 1).heldFor();
	}

	@Override
	public OptionalLong fencingToken() {
		String first = this.request.names().get(0);
		return this.claims.stream()
			.filter((claim) -> claim.name().equals(first))
			.findFirst()
			.map(LockHandle::fencingToken)
			.orElseThrow();
	}

	@Override
	public void onLost(Runnable action) {
		AtomicBoolean first = new AtomicBoolean(true);
		Runnable once = () -> {
			if (first.getAndSet(false)) {
				action.run();
			}
		};
		this.claims.forEach((claim) -> claim.onLost(once));
	}

	@Override
	public LockHandle detach() {
		this.claims.forEach(LockHandle::detach);
		return this;
	}

	@Override
	public void close() {
		closeAll(this.claims);
	}

	/**
	 * Closes claims, the latest first, all of them whatever fails. Throws the first
	 * failure, with the later ones suppressed.
	 */
	static void closeAll(List<Claim> claims) {
		LockException first = null;
		for (int i = claims.size() - 1; i >= 0; i--) {
			try {
				claims.get(i).close();
			}
			catch (LockException ex) {
				if (first == null) {
					first = ex;
				}
				else {
					first.addSuppressed(ex);
				}
			}
		}
		if (first != null) {
			throw first;
		}
	}

}
