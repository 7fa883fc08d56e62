package io.namedlock.aspect.hold;

import io.namedlock.aspect.template.Invocation;
import org.springframework.util.ClassUtils;

/**
 * What a transaction around a locked method means to the lock. The defaults are for
 * applications without transactions: every call is allowed, and the lock ends with its
 * method.
 */
public interface TransactionScope {

	/**
	 * The scope for an application. The class that knows Spring's transactions is loaded
	 * only where they are on the class path.
	 */
	static TransactionScope of(NamedLockSettings settings) {
		boolean available = ClassUtils.isPresent(
				"org.springframework.transaction.support.TransactionSynchronizationManager",
				TransactionScope.class.getClassLoader());
		return available ? new SpringTransactionScope(settings.inTransaction(), settings.verifyBeforeCommit())
				: new TransactionScope() {
				};
	}

	/**
	 * Refuses a call that must not be made inside the running transaction.
	 */
	default void requireAllowed(Invocation invocation) {
	}

	/**
	 * Keeps the lock until the running transaction has ended, if there is one and the
	 * settings want it.
	 */
	default void extend(HeldLock lock) {
	}

}
