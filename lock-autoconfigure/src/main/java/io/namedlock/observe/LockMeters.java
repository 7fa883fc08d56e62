package io.namedlock.observe;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.namedlock.LockEvent;
import io.namedlock.LockListener;
import io.namedlock.LockOverview;
import io.namedlock.LockRegistry;

/**
 * Meters of locks and their sessions, tagged by the templates of the locks' names. Those
 * of a template are there from its first request on. Safe for use by several threads.
 */
public final class LockMeters implements LockListener {

	private final Map<String, TemplateMeters> templates = new ConcurrentHashMap<>();

	private final MeterRegistry meters;

	private final RecentOverview overview;

	public LockMeters(MeterRegistry meters, LockRegistry locks) {
		this.meters = meters;
		this.overview = new RecentOverview(locks);
		sessions("waiting", true);
		sessions("shared", false);
	}

	@Override
	public void onEvent(LockEvent event) {
		if (event instanceof LockEvent.Requested requested) {
			of(LockTags.template(requested.request()));
		}
		else if (event instanceof LockEvent.OfLock change) {
			of(LockTags.template(change.lock().template())).count(change);
		}
	}

	private TemplateMeters of(String template) {
		TemplateMeters known = this.templates.get(template);
		return (known != null) ? known : this.templates.computeIfAbsent(template,
				(unknown) -> new TemplateMeters(this.meters, unknown, this.overview));
	}

	private void sessions(String state, boolean waiting) {
		Gauge.builder("named.lock.sessions", this.overview, (recent) -> count(recent.get(), waiting))
			.description("Database sessions that hold locks or wait for them")
			.tag("state", state)
			.strongReference(true)
			.register(this.meters);
	}

	private static long count(LockOverview overview, boolean waiting) {
		return overview.sessions().stream().filter((session) -> session.waiting() == waiting).count();
	}

}
