package io.namedlock.aspect;

import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The scope where Spring's transactions are available.
 */
final class SpringTransactionScope implements TransactionScope {

	private final InTransaction mode;

	private final CommitCheck check;

	SpringTransactionScope(NamedLockSettings settings) {
		this.mode = settings.inTransaction();
		this.check = new CommitCheck(settings.verifyBeforeCommit());
	}

	@Override
	public void requireAllowed(LockCall call) {
		if (this.mode == InTransaction.REJECT && TransactionSynchronizationManager.isActualTransactionActive()) {
			throw new IllegalTransactionStateException(("%s was called inside a transaction, which"
					+ " named-lock.in-transaction=reject forbids. Call it before the transaction begins.")
				.formatted(MethodNames.describe(call.method())));
		}
	}

	@Override
	public void extend(HeldLock lock) {
		if (this.mode == InTransaction.HOLD_UNTIL_COMPLETION
				&& TransactionSynchronizationManager.isActualTransactionActive()
				&& TransactionSynchronizationManager.isSynchronizationActive()) {
			TransactionSynchronizationManager.registerSynchronization(new Release(lock, this.check));
			lock.enter();
		}
	}

	/**
	 * Releases the lock when the transaction has ended, and lets no transaction commit
	 * whose lock is gone: what is thrown later than that is swallowed.
	 */
	private record Release(HeldLock lock, CommitCheck check) implements TransactionSynchronization {

		@Override
		public void beforeCommit(boolean readOnly) {
			this.check.require(this.lock.handle());
		}

		@Override
		public void afterCompletion(int status) {
			this.lock.leaveLater();
		}

	}

}
