package io.namedlock.jdbc;

import java.sql.SQLException;
import java.util.List;

import io.namedlock.core.LockAttempt;
import io.namedlock.core.LockGrant;
import org.jspecify.annotations.Nullable;

/**
 * How attempts come to their locks. Safe for use by several threads.
 */
interface LockCalls {

	/**
	 * Takes a lock, waiting until the attempt's deadline if another session holds it.
	 * @return the lock, {@code null} if the time is over
	 */
	@Nullable LockGrant acquire(LockAttempt attempt, Caller caller) throws InterruptedException, SQLException;

	/**
	 * The same for a lock that was tried just now and was not free.
	 */
	@Nullable LockGrant await(LockAttempt attempt, Caller caller) throws InterruptedException, SQLException;

	/**
	 * Takes several locks up to the first that is not free.
	 * @return the locks, {@code null} if there is no session for all of them
	 */
	@Nullable List<LockGrant> tryAcquireAll(List<LockAttempt> attempts, Caller caller) throws InterruptedException, SQLException;

	/**
	 * The line in which the current thread waits in this JVM.
	 * @param compared what the database compares
	 */
	Object line(Object compared);

}
