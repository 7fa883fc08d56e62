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
 *
 * @since 0.1
 */
@Endpoint(id = "namedlocks")
public class NamedLocksEndpoint {

	private final LockRegistry registry;

	private final Show showNames;

	/**
	 * Creates the endpoint.
	 * @param registry whose locks are shown
	 * @param showNames whether the names of locks are shown beside their templates
	 */
	public NamedLocksEndpoint(LockRegistry registry, Show showNames) {
		this.registry = registry;
		this.showNames = showNames;
	}

	/**
	 * What this instance holds and waits for.
	 * @param stacks whether to show too what the threads are doing, by default not
	 * @return the locks, with their names if these are always shown
	 */
	@ReadOperation
	public NamedLocksDescriptor namedLocks(@Nullable Boolean stacks) {
		return describe(stacks, this.showNames == Show.ALWAYS);
	}

	/**
	 * Asks the database who holds a lock: one round trip.
	 * @param name the lock's name, which may have slashes
	 * @return what the database says, and what this instance knows
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
