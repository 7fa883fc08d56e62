package io.namedlock.aspect;

import org.springframework.util.ClassUtils;

/**
 * What a transaction around a call means to the call's lock.
 */
interface TransactionScope {

	/**
	 * The scope for applications without transactions.
	 */
	TransactionScope NONE = new TransactionScope() {

		@Override
		public void requireAllowed(LockCall call) {
			// without transactions every call is allowed
		}

		@Override
		public void extend(HeldLock lock) {
			// without transactions the lock ends with its call
		}

	};

	/**
	 * The scope for an application.
	 */
	static TransactionScope of(NamedLockSettings settings) {
		boolean available = ClassUtils.isPresent(
				"org.springframework.transaction.support.TransactionSynchronizationManager",
				TransactionScope.class.getClassLoader());
		return available ? new SpringTransactionScope(settings) : NONE;
	}

	/**
	 * Refuses a call that must not be made inside the running transaction.
	 */
	void requireAllowed(LockCall call);

	/**
	 * Keeps the lock until the running transaction has ended, if there is one and it
	 * should.
	 */
	void extend(HeldLock lock);

}
