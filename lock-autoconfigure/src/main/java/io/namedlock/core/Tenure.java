package io.namedlock.core;

import java.util.concurrent.TimeUnit;

/**
 * The time this JVM has had a grant, through however many hands it went.
 *
 * @param grant the backend's grant
 * @param since when it was granted, on the monotonic clock
 * @param handOvers how often it went from one owner to the next since then
 */
record Tenure(LockGrant grant, long since, int handOvers) {

	static Tenure of(LockGrant grant) {
		return new Tenure(grant, System.nanoTime(), 0);
	}

	/**
	 * Whether another owner of this JVM may have the grant before it goes back: within
	 * the bounds that keep other JVMs from starving, and never a grant that is lost or
	 * doubtful.
	 */
	boolean mayGoOn(LockRegistrySettings settings) {
		return this.handOvers < settings.handOverLimit()
				&& System.nanoTime() - this.since < TimeUnit.NANOSECONDS.convert(settings.handOverPeriod())
				&& this.grant.isHeld();
	}

	Tenure handedOver() {
		return new Tenure(this.grant, this.since, this.handOvers + 1);
	}

}
