package io.namedlock.aspect.hold;

import org.springframework.core.Ordered;

/**
 * How annotated methods are handled.
 *
 * @param order where the lock stands among the other advice of a proxy: lower is further
 * out
 * @param inTransaction what a method does with its lock inside a running transaction
 * @param verifyBeforeCommit whether a transaction under a lock asks the database before
 * it commits whether the lock stands, a round trip for each lock. One that is known to be
 * lost without asking never lets a transaction commit
 */
public record NamedLockSettings(int order, InTransaction inTransaction, boolean verifyBeforeCommit) {

	/**
	 * The default order: inside {@code @Async}, outside {@code @Transactional}.
	 */
	public static final int DEFAULT_ORDER = Ordered.LOWEST_PRECEDENCE - 1000;

	/**
	 * The defaults: {@link #DEFAULT_ORDER}, {@link InTransaction#HOLD_UNTIL_COMPLETION},
	 * and verifying before a commit.
	 * @return the settings
	 */
	public static NamedLockSettings defaults() {
		return new NamedLockSettings(DEFAULT_ORDER, InTransaction.HOLD_UNTIL_COMPLETION, true);
	}

}
