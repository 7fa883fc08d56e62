package io.namedlock.observe;

import java.util.concurrent.TimeUnit;

import io.namedlock.LockOverview;
import io.namedlock.LockRegistry;
import org.jspecify.annotations.Nullable;

/**
 * The overview of a registry as it was a moment ago, so that all gauges that are read
 * together look at the registry once. Safe for use by several threads.
 */
final class RecentOverview {

	private static final long MAX_AGE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

	private final LockRegistry registry;

	private @Nullable LockOverview latest;

	private long taken;

	RecentOverview(LockRegistry registry) {
		this.registry = registry;
	}

	synchronized LockOverview get() {
		LockOverview recent = this.latest;
		if (recent == null || System.nanoTime() - this.taken > MAX_AGE_NANOS) {
			recent = this.registry.overview(false);
			this.latest = recent;
			this.taken = System.nanoTime();
		}
		return recent;
	}

}
