package io.namedlock.aspect;

import io.namedlock.CurrentLock;
import io.namedlock.LockHandle;
import io.namedlock.LockLostException;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;

/**
 * Lets no transaction commit under a lock that is gone: what is thrown before a commit
 * rolls back. As a listener it sees the transactions that begin and end inside a locked
 * call, as that of a method that is both locked and transactional.
 *
 * @param verifying whether the database is asked; otherwise only what this JVM knows
 * counts
 */
record CommitCheck(boolean verifying) implements TransactionExecutionListener {

	@Override
	public void beforeCommit(TransactionExecution transaction) {
		CurrentLock.all().forEach(this::require);
	}

	/**
	 * Refuses a lock that is gone.
	 */
	void require(LockHandle lock) {
		if (this.verifying) {
			lock.verify();
		}
		else if (!lock.isHeld()) {
			throw new LockLostException(lock.name(),
					"Lock '%s' was lost before a transaction under it could commit".formatted(lock.name()));
		}
	}

}
