package io.namedlock.annotation;

/**
 * What happens to a method that still runs when its lock is lost. In either case its call
 * ends with {@link io.namedlock.LockLostException}, whatever the method returns; what the
 * method itself throws is the cause. Only an {@link Error} is thrown on as it is, with
 * the loss suppressed. A transaction of the method's is rolled back.
 *
 * @since 0.1
 */
public enum OnLost {

	/**
	 * The loss is logged, and told when the method has ended.
	 */
	REPORT,

	/**
	 * As {@link #REPORT}, and the thread that runs the method is interrupted: not where
	 * it has returned a stage that still runs.
	 */
	INTERRUPT

}
