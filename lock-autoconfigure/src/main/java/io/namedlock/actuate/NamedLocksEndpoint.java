package io.namedlock.actuate;

import io.namedlock.InvalidLockNameException;
import io.namedlock.LockOverview;
import io.namedlock.LockRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.Selector.Match;

/**
 * The endpoint {@code namedlocks}: which locks this instance holds and waits for, and
 * who, according to the database, holds a lock. Safe for use by several threads.
 */
@Endpoint(id = "namedlocks")
public class NamedLocksEndpoint {

	private final LockRegistry registry;

	private final Show showNames;

	public NamedLocksEndpoint(LockRegistry registry, Show showNames) {
		this.registry = registry;
		this.showNames = showNames;
	}

	/**
	 * What this instance holds and waits for, with names only if these are always shown.
	 * {@code stacks} adds what the threads are doing, by default not.
	 */
	@ReadOperation
	public NamedLocksDescriptor namedLocks(@Nullable Boolean stacks) {
		return describe(stacks, this.showNames == Show.ALWAYS);
	}

	/**
	 * Asks the database in one round trip who holds a lock, and tells what this instance
	 * knows of it. The name may have slashes.
	 */
	@ReadOperation
	public NamedLockDescriptor namedLock(@Selector(match = Match.ALL_REMAINING) String... name) {
		String joined = String.join("/", name);
		try {
			return NamedLockDescriptor.of(this.registry.status(joined), this.registry.overview(false));
		}
		catch (InvalidLockNameException ex) {
			throw new InvalidEndpointRequestException("Not a lock name: " + ex.getMessage(), "Not a lock name");
		}
	}

	Show showNames() {
		return this.showNames;
	}

	NamedLocksDescriptor describe(@Nullable Boolean stacks, boolean names) {
		LockOverview overview = this.registry.overview(Boolean.TRUE.equals(stacks));
		return NamedLocksDescriptor.of(overview, names);
	}

}
