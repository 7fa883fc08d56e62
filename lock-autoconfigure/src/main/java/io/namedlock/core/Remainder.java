package io.namedlock.core;

/**
 * What is left to do for a hold that has ended.
 */
enum Remainder {

	/**
	 * It goes on in other hands.
	 */
	NOTHING,

	/**
	 * Its grant goes back. Somebody else has the turn.
	 */
	RELEASE,

	/**
	 * Its grant goes back, and then the turn is to be passed on.
	 */
	RELEASE_AND_PASS_TURN

}
