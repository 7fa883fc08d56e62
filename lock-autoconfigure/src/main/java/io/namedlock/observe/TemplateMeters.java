package io.namedlock.observe;

import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.namedlock.LockEvent;
import io.namedlock.LockOverview;
import org.jspecify.annotations.Nullable;

/**
 * The meters of all locks of one template.
 */
final class TemplateMeters {

	private final MeterRegistry registry;

	private final String template;

	private final RecentOverview overview;

	private final Timer held;

	private final Counter handOvers;

	private final Counter lost;

	private final Counter leaked;

	TemplateMeters(MeterRegistry registry, String template, RecentOverview overview) {
		this.registry = registry;
		this.template = template;
		this.overview = overview;
		this.held = Timer.builder("named.lock.held")
			.description("Time that owners had their locks")
			.tag(LockTags.TEMPLATE, template)
			.register(registry);
		this.handOvers = counter("named.lock.hand.overs", "Locks that went on in this JVM without the database");
		this.lost = counter("named.lock.lost", "Locks that were lost while they were held");
		this.leaked = counter("named.lock.leaked", "Locks that were held longer than the leak detection threshold");
		gauge("named.lock.active", "Locks that are held", this::active);
		gauge("named.lock.waiting", "Threads on their way to a lock", this::waiting);
	}

	void count(LockEvent.OfLock event) {
		if (event instanceof LockEvent.Released released) {
			this.held.record(released.held());
		}
		else if (event instanceof LockEvent.HandedOver) {
			this.handOvers.increment();
		}
		else if (event instanceof LockEvent.Lost) {
			this.lost.increment();
		}
		else if (event instanceof LockEvent.Leaked) {
			this.leaked.increment();
		}
	}

	private double active(LockOverview overview) {
		return overview.held().stream().filter((held) -> isOurs(held.template())).count();
	}

	private double waiting(LockOverview overview) {
		return overview.waiting().stream().filter((waiting) -> isOurs(waiting.template())).count();
	}

	private boolean isOurs(@Nullable String candidate) {
		return this.template.equals(LockTags.template(candidate));
	}

	private Counter counter(String name, String description) {
		return Counter.builder(name)
			.description(description)
			.tag(LockTags.TEMPLATE, this.template)
			.register(this.registry);
	}

	private void gauge(String name, String description, ToDoubleFunction<LockOverview> value) {
		Gauge.builder(name, this.overview, (recent) -> value.applyAsDouble(recent.get()))
			.description(description)
			.tag(LockTags.TEMPLATE, this.template)
			.strongReference(true)
			.register(this.registry);
	}

}
