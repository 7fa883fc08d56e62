package io.namedlock.actuate;

import java.util.List;

import io.namedlock.LockOverview;
import io.namedlock.LockRegistry;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Whether locks can be relied on: the sessions that hold them are alive. The database is
 * asked only if there is no session; else the library's own heartbeat knows, and nobody
 * is held up.
 */
public class NamedLocksHealthIndicator extends AbstractHealthIndicator {

	private static final String PROBE = "named-lock:health";

	private final LockRegistry registry;

	public NamedLocksHealthIndicator(LockRegistry registry) {
		super("The database of the locks does not answer");
		this.registry = registry;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		LockOverview overview = this.registry.overview(false);
		List<LockOverview.Session> sessions = overview.sessions();
		if (sessions.isEmpty()) {
			this.registry.status(PROBE);
		}
		long alive = sessions.stream().filter(LockOverview.Session::alive).count();
		builder.withDetail("backend", overview.backend())
			.withDetail("sessions", sessions.size())
			.withDetail("alive", alive)
			.withDetail("held", overview.held().size())
			.withDetail("waiting", overview.waiting().size());
		if (alive < sessions.size()) {
			builder.down();
		}
		else {
			builder.up();
		}
	}

}
