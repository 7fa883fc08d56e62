package io.namedlock.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

import io.namedlock.LockOverview;
import org.jspecify.annotations.Nullable;

/**
 * What the gates show of themselves: collected under their monitors, and described after
 * these were left. Not safe for use by several threads.
 */
final class OverviewParts {

	private final List<Held> held = new ArrayList<>();

	private final List<Waiting> waiting = new ArrayList<>();

	/**
	 * Adds what a gate shows, under its monitor: who has the lock, who asks the backend
	 * for it, and who waits in line.
	 */
	void add(@Nullable Hold hold, @Nullable Waiter asking, Collection<Waiter> line) {
		if (hold != null) {
			hold.owners().forEach((owner) -> this.held.add(new Held(owner, owner.isDetached(), line.size())));
		}
		if (asking != null) {
			this.waiting.add(new Waiting(asking, true));
		}
		line.forEach((waiter) -> this.waiting.add(new Waiting(waiter, false)));
	}

	List<LockOverview.Held> held(boolean stacks) {
		return this.held.stream().map((each) -> each.describe(stacks)).toList();
	}

	List<LockOverview.Waiting> waiting(boolean stacks) {
		return this.waiting.stream().map((each) -> each.describe(stacks)).toList();
	}

	private static List<StackTraceElement> stack(Thread thread, boolean wanted) {
		return wanted ? Stream.of(thread.getStackTrace()).toList() : List.of();
	}

	private record Held(Owner owner, boolean detached, int waiters) {

		LockOverview.Held describe(boolean stacks) {
			Claim first = this.owner.first();
			Hold hold = this.owner.hold();
			Thread thread = this.owner.thread();
			return new LockOverview.Held(first.name(), first.template(), hold.tenure().mode(), thread.getName(),
					this.detached, Duration.ofNanos(System.nanoTime() - first.since()), hold.isStanding(), this.waiters,
					hold.tenure().handOvers(), hold.grant().session(), stack(thread, stacks && !this.detached));
		}

	}

	private record Waiting(Waiter waiter, boolean atDatabase) {

		LockOverview.Waiting describe(boolean stacks) {
			LockAttempt attempt = this.waiter.attempt();
			return new LockOverview.Waiting(this.waiter.name(), this.waiter.template(), attempt.mode(),
					this.waiter.thread().getName(), Duration.ofNanos(attempt.deadline().elapsedNanos()),
					this.atDatabase, stack(this.waiter.thread(), stacks));
		}

	}

}
