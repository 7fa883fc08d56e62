package io.namedlock.aspect.hold;

/**
 * What an annotated method does with its lock when it is called inside a running
 * transaction. Another owner that took the lock before that transaction has ended would
 * see the state from before it.
 */
public enum InTransaction {

	/**
	 * The lock is held until the transaction has ended. This is the default. Without an
	 * active transaction, or where transactions are not synchronized with their thread,
	 * the lock is released when the method returns.
	 */
	HOLD_UNTIL_COMPLETION,

	/**
	 * The lock is released when the method returns, before the transaction ends.
	 */
	RELEASE_ON_RETURN,

	/**
	 * The call is refused with an
	 * {@link org.springframework.transaction.IllegalTransactionStateException}, and no
	 * lock is taken.
	 */
	REJECT

}
