package io.namedlock.annotation;

/**
 * What happens to a method that still runs when its lock is lost.
 *
 * @since 0.1
 */
public enum OnLost {

	/**
	 * The loss is logged, and the call ends with {@link io.namedlock.LockLostException}
	 * unless the method throws something itself.
	 */
	REPORT,

	/**
	 * As {@link #REPORT}, and the thread that runs the method is interrupted.
	 */
	INTERRUPT

}
