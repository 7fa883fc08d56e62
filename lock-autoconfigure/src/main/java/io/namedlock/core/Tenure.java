package io.namedlock.core;

import java.util.concurrent.TimeUnit;

import io.namedlock.LockMode;

/**
 * The time this JVM has had a grant, through however many hands it went.
 *
 * @param grant the backend's grant
 * @param mode how it was granted
 * @param since when it was granted, on the monotonic clock
 * @param handOvers how often it went to one more owner since then
 * @param exchanges how often in a row the backend had taken back a grant and given one at
 * once before
 */
record Tenure(LockGrant grant, LockMode mode, long since, int handOvers, int exchanges) {

	/**
	 * An exchange leaves no gap to those who do not stand in line at the backend but ask
	 * every now and then.
	 */
	private static final int MAX_EXCHANGES = 4;

	static Tenure of(LockGrant grant, LockMode mode) {
		return new Tenure(grant, mode, System.nanoTime(), 0, 0);
	}

	/**
	 * Whether another owner of this JVM may have the grant before it goes back: within
	 * the bounds that keep other JVMs from starving.
	 */
	boolean isWithin(LockRegistrySettings settings) {
		return this.handOvers < settings.handOverLimit()
				&& System.nanoTime() - this.since < TimeUnit.NANOSECONDS.convert(settings.handOverPeriod());
	}

	/**
	 * Whether the owner of the grant may take it for one in the given mode.
	 */
	boolean covers(LockMode wanted) {
		return this.mode == wanted || this.mode == LockMode.EXCLUSIVE;
	}

	boolean mayBeExchanged() {
		return this.exchanges < MAX_EXCHANGES;
	}

	Tenure handedOver() {
		return new Tenure(this.grant, this.mode, this.since, this.handOvers + 1, this.exchanges);
	}

	Tenure exchanged(LockGrant anew, LockMode wanted) {
		return new Tenure(anew, wanted, System.nanoTime(), 0, this.exchanges + 1);
	}

}
