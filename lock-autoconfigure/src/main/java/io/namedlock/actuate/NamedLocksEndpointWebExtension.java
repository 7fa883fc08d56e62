package io.namedlock.actuate;

import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;

/**
 * The endpoint over the web, where it is known who asks. Safe for use by several threads.
 */
@EndpointWebExtension(endpoint = NamedLocksEndpoint.class)
public class NamedLocksEndpointWebExtension {

	private final NamedLocksEndpoint endpoint;

	public NamedLocksEndpointWebExtension(NamedLocksEndpoint endpoint) {
		this.endpoint = endpoint;
	}

	/**
	 * What this instance holds and waits for, with names if these are shown to whoever
	 * asks.
	 */
	@ReadOperation
	public NamedLocksDescriptor namedLocks(SecurityContext security, @Nullable Boolean stacks) {
		return this.endpoint.describe(stacks, this.endpoint.showNames().isShown(security, Set.of()));
	}

}
