package io.namedlock.observe;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.namedlock.LockEvent;
import io.namedlock.LockListener;
import io.namedlock.LockRequest;
import org.jspecify.annotations.Nullable;

/**
 * An observation named {@value #NAME} around each acquisition, the wait included, so that
 * a trace shows it and a timer counts it. Its key values are few: the template, never the
 * name, the mode and the outcome. Safe for use by several threads.
 */
public final class LockObservations implements LockListener {

	/**
	 * The name of the observation.
	 */
	public static final String NAME = "named.lock.acquire";

	private final ObservationRegistry registry;

	public LockObservations(ObservationRegistry registry) {
		this.registry = registry;
	}

	@Override
	public void onEvent(LockEvent event) {
		if (event instanceof LockEvent.Requested requested) {
			start(requested.request());
		}
		else if (event instanceof LockEvent.Acquired acquired) {
			stop(acquired.request(), acquired.reentrant() ? Outcome.REENTRANT : Outcome.ACQUIRED, null);
		}
		else if (event instanceof LockEvent.Refused refused) {
			stop(refused.request(), Outcome.of(refused.failure()), refused.failure());
		}
	}

	/**
	 * Begins an observation, unless those of this name are off: their scope would be
	 * found by nobody, and stay open.
	 */
	@SuppressWarnings("resource")
	private void start(LockRequest request) {
		String template = LockTags.template(request);
		Observation observation = Observation.createNotStarted(NAME, () -> new RequestContext(request), this.registry)
			.contextualName("acquire lock " + template)
			.lowCardinalityKeyValue(LockTags.TEMPLATE, template)
			.lowCardinalityKeyValue(LockTags.MODE, LockTags.mode(request.mode()));
		if (!observation.isNoop()) {
			observation.start().openScope();
		}
	}

	/**
	 * Ends the observation of a request, which is the current one of its thread unless it
	 * began before this listener was there, or observations of this name are off.
	 */
	private void stop(LockRequest request, Outcome outcome, @Nullable Throwable failure) {
		Observation.Scope scope = this.registry.getCurrentObservationScope();
		if (scope == null || !isOf(request, scope.getCurrentObservation())) {
			return;
		}
		Observation observation = scope.getCurrentObservation();
		scope.close();
		if (failure != null) {
			observation.error(failure);
		}
		observation.lowCardinalityKeyValue(LockTags.OUTCOME, outcome.tag()).stop();
	}

	private static boolean isOf(LockRequest request, Observation observation) {
		return observation.getContext() instanceof RequestContext context && context.request == request;
	}

	private static final class RequestContext extends Observation.Context {

		private final LockRequest request;

		RequestContext(LockRequest request) {
			this.request = request;
		}

	}

}
