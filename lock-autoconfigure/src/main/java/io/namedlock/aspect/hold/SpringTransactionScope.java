package io.namedlock.aspect.hold;

import io.namedlock.aspect.template.Invocation;
import io.namedlock.aspect.template.MethodNames;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The scope where Spring's transactions are available.
 */
record SpringTransactionScope(NamedLockSettings settings) implements TransactionScope {

	@Override
	public void requireAllowed(Invocation invocation) {
		if (this.settings.inTransaction() == InTransaction.REJECT
				&& TransactionSynchronizationManager.isActualTransactionActive()) {
			throw new IllegalTransactionStateException(
					("%s was called inside a transaction, which named-lock.in-transaction=reject forbids. Call"
							+ " it before the transaction begins")
						.formatted(MethodNames.describe(invocation.method())));
		}
	}

	@Override
	public void extend(HeldLock lock) {
		if (this.settings.inTransaction() == InTransaction.HOLD_UNTIL_COMPLETION
				&& TransactionSynchronizationManager.isActualTransactionActive()
				&& TransactionSynchronizationManager.isSynchronizationActive()) {
			TransactionSynchronizationManager
				.registerSynchronization(new Release(lock, this.settings.verifyBeforeCommit()));
			lock.retain();
		}
	}

	/**
	 * Releases the lock when the transaction has ended. A lost lock is told before the
	 * commit: what is thrown after it Spring only logs.
	 */
	private record Release(HeldLock lock, boolean verifying) implements TransactionSynchronization {

		@Override
		public void beforeCommit(boolean readOnly) {
			NamedLockTransactions.requireHeld(this.lock.handle(), this.verifying);
		}

		@Override
		public void afterCompletion(int status) {
			this.lock.releaseInBackground();
		}

	}

}
